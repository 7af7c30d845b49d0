/**
 * Real output of node-gyp 8.4.1 that failed to compile sqlite3 5.1.7, on Debian 12 without access to github.com.
 * Shortened, and with other paths.
 */
const began = `prebuild-install warn install getaddrinfo ENOTFOUND github.com
(node:2111) [DEP0060] DeprecationWarning: The \`util._extend\` API is deprecated. Please use Object.assign() instead.
(Use \`node --trace-deprecation ...\` to show where the warning was created)
`;

const ended = `gyp ERR! System Linux 6.18.44
gyp ERR! command "/home/someone/bin/node" "/home/someone/node_modules/.bin/node-gyp" "rebuild"
gyp ERR! cwd /home/someone/node_modules/sqlite3
gyp ERR! node -v v24.21.0
gyp ERR! node-gyp -v v8.4.1
gyp ERR! not ok 
`;

export const withoutPython = `${began}gyp ERR! find Python 
gyp ERR! find Python Python is not set from command line or npm configuration
gyp ERR! find Python Python is not set from environment variable PYTHON
gyp ERR! find Python checking if "python3" can be used
gyp ERR! find Python - "python3" is not in PATH or produced an error
gyp ERR! find Python checking if "python" can be used
gyp ERR! find Python - "python" is not in PATH or produced an error
gyp ERR! find Python 
gyp ERR! find Python **********************************************************
gyp ERR! find Python You need to install the latest version of Python.
gyp ERR! find Python **********************************************************
gyp ERR! find Python 
gyp ERR! configure error 
gyp ERR! stack Error: Could not find any Python installation to use
gyp ERR! stack     at PythonFinder.fail (/home/someone/node_modules/node-gyp/lib/find-python.js:330:47)
gyp ERR! stack     at PythonFinder.runChecks (/home/someone/node_modules/node-gyp/lib/find-python.js:159:21)
${ended}`;

export const withoutMake = `${began}gyp ERR! build error 
gyp ERR! stack Error: not found: make
gyp ERR! stack     at getNotFoundError (/home/someone/node_modules/which/which.js:10:17)
gyp ERR! stack     at /home/someone/node_modules/which/which.js:57:18
${ended}`;

export const withoutCompiler = `${began}make: Entering directory '/home/someone/node_modules/sqlite3/build'
  CC(target) Release/obj.target/nothing/../node-addon-api/nothing.o
make: cc: No such file or directory
make: *** [../node-addon-api/nothing.target.mk:104: Release/obj.target/nothing/../node-addon-api/nothing.o] Error 127
make: Leaving directory '/home/someone/node_modules/sqlite3/build'
gyp ERR! build error 
gyp ERR! stack Error: \`make\` failed with exit code: 2
gyp ERR! stack     at ChildProcess.onExit (/home/someone/node_modules/node-gyp/lib/build.js:194:23)
gyp ERR! stack     at ChildProcess.emit (node:events:514:28)
${ended}`;

/** Python 3.13, which has no distutils. */
export const withoutSetuptools = `${began}Traceback (most recent call last):
  File "/home/someone/node_modules/node-gyp/gyp/gyp_main.py", line 42, in <module>
    import gyp  # noqa: E402
    ^^^^^^^^^^
  File "/home/someone/node_modules/node-gyp/gyp/pylib/gyp/input.py", line 19, in <module>
    from distutils.version import StrictVersion
ModuleNotFoundError: No module named 'distutils'
gyp ERR! configure error 
gyp ERR! stack Error: \`gyp\` failed with exit code: 1
gyp ERR! stack     at ChildProcess.onCpExit (/home/someone/node_modules/node-gyp/lib/configure.js:259:16)
${ended}`;

/** A compiler, but no access to nodejs.org either. */
export const withoutHeaders = `${began}gyp WARN install got an error, rolling back install
gyp ERR! configure error 
gyp ERR! stack Error: This is most likely not a problem with node-gyp or the package itself and
gyp ERR! stack is related to network connectivity. In most cases you are behind a proxy or have bad 
gyp ERR! stack network settings.
gyp ERR! stack     at go (/home/someone/node_modules/node-gyp/lib/install.js:173:17)
${ended}`;
