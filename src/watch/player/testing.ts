/** For tests only: segments that end one after another (seconds), as hls.js lists them. */
export const fragmentsUntil = (ends: readonly number[], type: 'main' | 'audio') =>
  ends.map((end, sn) => {
    const start = ends[sn - 1] ?? 0
    return { sn, level: 0, type, cc: 0, start, end, duration: end - start }
  })
