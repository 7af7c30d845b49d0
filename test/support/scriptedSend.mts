/** Everything that tests of the client need: a scripted transport, its answers, a fake clock, files and voices. */
export * from './scripted/answers.mts';
export * from './scripted/clock.mts';
export * from './scripted/inputs.mts';
export * from './scripted/pieces.mts';
export * from './scripted/rig.mts';
export type * from './scripted/seenRequest.mts';
export * from './scripted/transport.mts';
