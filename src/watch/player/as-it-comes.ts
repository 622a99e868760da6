import { type Bytes, concat } from '../../shared/bytes.ts'
import { readInit, type TrackInit } from '../voice/fragments.ts'
import { soundSoFar } from '../voice/sound-so-far.ts'

/** The segment of voice that is waited for, given while it comes. */
export interface AsItComes {
  /**
   * Loads a segment. Parts of it are given before where somebody would run dry, or hear the first word later, until it is whole.
   * @param load begins to load it, and tells of all that is here of it whenever there is more
   * @param init its initialisation segment; one that does not come keeps the parts, nothing else
   * @param onPart takes movie fragments, in order
   * @returns what was not given in parts
   */
  take(
    load: (onBytes: (soFar: readonly Uint8Array[]) => void) => Promise<Bytes>,
    init: Promise<Bytes>,
    onPart: (part: Bytes) => void,
  ): Promise<Bytes>
  /** Gives what is needed by now of what has come; to be called several times a second. */
  look(): void
}

/**
 * With so much ahead the whole segment is waited for; with less it is given in parts of this length at least, and so much to who has heard nothing yet.
 * Who has run dry waits for the whole segment, or is given what is here of it, if that is worth a break, once nothing more comes: syllable by syllable is
 * not understood, and each time that it runs dry Chromium wants more before it goes on (200 ms at first, 3 s in the end; measured). Seconds.
 */
const needs = { calm: 2, part: 0.25, first: 1.5, broken: 1, silence: 2 }

const startsWith = (whole: Uint8Array, part: Uint8Array): boolean =>
  part.every((byte, at) => byte === whole[at])

/**
 * @param ahead seconds of voice that can be heard without it
 * @param opens whether nothing was heard yet
 * @param now   ms of a steady clock
 */
export const createAsItComes = (
  ahead: () => number,
  opens: () => boolean,
  now: () => number = () => performance.now(),
): AsItComes => {
  let look = (): void => {}
  return {
    look: () => look(),
    async take(load, init, onPart) {
      let chunks: readonly Uint8Array[] = []
      let track = null as TrackInit | null
      let samples = 0
      /** The file as it was when something was last given of it. */
      let seen: Bytes = new Uint8Array()
      let cameAt = now()
      /** How much must be here of it to be given, seconds. */
      const enough = (left: number): number => {
        if (left > 0) return needs.part
        if (opens()) return needs.first
        return now() - cameAt > needs.silence * 1000 ? needs.broken : Number.POSITIVE_INFINITY
      }
      const mine = (): void => {
        const left = ahead()
        if (!track || left > needs.calm) return
        const soFar = concat(...chunks)
        if (soFar.length <= seen.length) return
        const sound = soundSoFar(soFar, track, samples)
        if (!sound || sound.seconds < enough(left)) return
        samples += sound.samples
        seen = soFar
        onPart(sound.bytes)
      }
      look = mine
      init.then(
        (bytes) => {
          track = readInit(bytes)
          mine()
        },
        () => undefined,
      )
      try {
        const whole = await load((soFar) => {
          chunks = soFar
          cameAt = now()
          mine()
        })
        // Another mirror may have had it otherwise: then what is whole is right, and takes the place of what was given.
        const known = track && samples > 0 && startsWith(whole, seen) && soundSoFar(whole, track, samples)
        return known ? known.bytes : whole
      } finally {
        if (look === mine) look = () => {}
      }
    },
  }
}
