/**
 * Which part of an answer's bytes came over the link: little of one that the browser had and only asked after (304), a third of a packed text. By
 * Resource Timing (W3C): 1 where a server of another origin does not let it tell, 0 where there is no record, so that nothing is made of it.
 * @param length bytes as they were read
 * @param since `performance.now()` before it was asked for
 */
export const wireShare = (url: string, length: number, since: number): number => {
  const record = performance.getEntriesByName(url, 'resource').at(-1) as PerformanceResourceTiming | undefined
  if (!record || record.startTime < since - 1) {
    // Browsers keep 250 records and then none: room for the next ones.
    performance.clearResourceTimings()
    return 0
  }
  const { transferSize, encodedBodySize } = record
  if (transferSize === 0) return encodedBodySize === 0 ? 1 : 0 // It does not tell, or it came from the browser's cache.
  return Math.min(1, transferSize / Math.max(1, length))
}
