/** Seconds buffered without a hole from a place on. */
export const aheadIn = (ranges: TimeRanges | undefined, place: number): number => {
  // Encoders leave holes of a few ms at segment seams.
  const tolerance = 0.2
  for (let i = 0; i < (ranges?.length ?? 0); i++) {
    if (!ranges || place < ranges.start(i) - tolerance || place >= ranges.end(i)) continue
    return ranges.end(i) - place
  }
  return 0
}
