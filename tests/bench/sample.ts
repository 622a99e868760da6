/** What is seen in the page every 50 ms, whatever plays there. */
export interface Sample {
  /** ms since the epoch. */
  at: number
  /** Media time, seconds. */
  time: number
  /** Programme time minus media time, ms; `null` before it is known. */
  offset: number | null
  /** Meant to sound: not paused, not seeking, not muted. */
  playing: boolean
  /** Whether there was a signal lately; `null` where the browser lets nobody listen. */
  audible: boolean | null
  rung: string
  /** Pictures decoded so far. */
  frames: number
}

/**
 * Runs in the page before its own scripts (Playwright's `addInitScript`), so it may name nothing outside itself. A peer's page
 * offers `benchProgramme()`, programme time in ms; ours says it in the attribute `data-position`.
 */
export const sampleInPage = (): void => {
  type Page = { benchSamples: Sample[]; benchProgramme?: () => number | null }
  const page = window as unknown as Page
  const samples: Sample[] = []
  page.benchSamples = samples
  /** Speakers draw breath; a gap longer than this is silence, ms. */
  const breath = 4000
  let media: HTMLVideoElement | null = null
  let offset: number | null = null
  let analyser: AnalyserNode | null = null
  let signalAt = 0

  const note = (programme: number | null): void => {
    if (!media || media.paused || media.seeking || media.currentTime === 0) return
    if (programme !== null && Number.isFinite(programme)) offset = programme - media.currentTime * 1000
  }
  const listen = (element: HTMLVideoElement): void => {
    const capturing = element as HTMLVideoElement & { captureStream?: () => MediaStream }
    try {
      const stream = capturing.captureStream?.()
      if (!stream) return
      const audio = new AudioContext()
      const ear = audio.createAnalyser()
      const connect = (): void => {
        for (const track of stream.getVideoTracks()) track.stop()
        for (const track of stream.getAudioTracks())
          audio.createMediaStreamSource(new MediaStream([track])).connect(ear)
        if (stream.getAudioTracks().length > 0) analyser = ear
      }
      stream.addEventListener('addtrack', connect)
      connect()
    } catch {
      // Not every browser lets a page listen: then the clock alone tells.
    }
  }
  const hear = (now: number): boolean | null => {
    if (!analyser) return null
    const wave = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(wave)
    if (wave.some((value) => Math.abs(value) > 0.001)) signalAt = now
    return now - signalAt < breath
  }
  /** The attribute is read the moment it changes: a moment later the media has moved on. */
  new MutationObserver(() => {
    const position = document.querySelector<HTMLElement>('.watch')?.dataset['position']
    if (position) note(Number(position))
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-position'] })

  setInterval(() => {
    const found = document.querySelector('video')
    if (!found) return
    if (found !== media) listen(found)
    media = found
    const now = Date.now()
    if (page.benchProgramme) note(page.benchProgramme())
    samples.push({
      at: now,
      time: media.currentTime,
      offset,
      playing: !media.paused && !media.seeking && !media.muted,
      audible: hear(now),
      rung: document.querySelector<HTMLElement>('.watch')?.dataset['rung'] ?? '',
      frames: media.getVideoPlaybackQuality().totalVideoFrames,
    })
  }, 50)
}
