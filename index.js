// n8n loads the nodes and the credential by their paths in package.json; `main` only has to name a file.
module.exports = {};
