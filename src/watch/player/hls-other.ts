/**
 * What other ladders and other browsers need, each with them only; one file of code. Its name begins as hls.js's does, by which the worker keeps it
 * as it keeps that (`src/shared/late-code.ts`).
 */
export { createDating } from '../hls/undated.ts'
export { onlyTracks } from '../voice/only-tracks.ts'
export { createNativeEngine } from './native-engine.ts'
