import type { TransferKind, Transfers } from '../../link/transfer.ts'
import { capStep } from '../data/cap.ts'
import { recallUse, rememberUse } from '../data/kept-use.ts'
import { addSegment, type Rates } from '../data/measured.ts'
import type { Distance } from './distance.ts'
import type { Engine } from './engine.ts'
import { createPace } from './pace.ts'
import type { PlaceStorage } from './place.ts'
import type { PlayerState } from './state.ts'
import type { Choice, ChosenState } from './state-chosen.ts'

/** What a listener may ask of the player beside playing. */
export interface ChoiceRequests {
  choose(choice: Choice): void
  /** "Voice only" on or off. */
  pinVoice(pinned: boolean): void
  setSpeed(speed: number): void
  /** Catch up after outages, or go on at the pace it was spoken at; remembered. */
  setCatchUp(wanted: boolean): void
  /** A limit of the evening's bytes; `null` for none. */
  setCap(cap: number | null): void
  /** @param volume 0 to 1 */
  setVolume(volume: number): void
}

/** The listener's choices, and what they mean for wire, engine and clock. */
export interface Choices {
  requests: ChoiceRequests
  /** What the listener begins with. */
  initial: Partial<PlayerState>
  /** Whether a kind may be fetched at all. */
  allows(kind: TransferKind): boolean
  /** Whether pictures are not to be fetched: chosen, too dear, or seen by nobody. */
  voiceOnly(): boolean
  /** Whether the voice alone was chosen, or is all that the limit allows. */
  voiceChosen(): boolean
  /** The largest picture that is wanted, by its place in the ladder. */
  best(): number
  /** The listener wants to hear again. */
  hear(): void
  /** Weighs a segment: `text`, `voice`, or the place of a picture. */
  weigh(key: string, bytes: number, seconds: number): void
  /** Carries out what was chosen; several times a second. @param distance how far behind live to be, and the speed that leads there */
  look(engine: Pick<Engine, 'pictures'> | null, distance: Pick<Distance, 'start' | 'speed'>): void
  /** The page is left. */
  keep(): void
}

interface Options {
  media: HTMLVideoElement
  storage: PlaceStorage
  saveData: boolean
  transfers: Transfers
  state: () => PlayerState
  change: (part: Partial<PlayerState>) => void
}

/** What was used is written down this often, ms; costs change no faster. */
const often = 2000

/** A hidden page shows nothing, but in a window of its own. */
const isSeen = (): boolean => !document.hidden || Boolean(document.pictureInPictureElement)

export const createChoices = ({ media, storage, saveData, transfers, state, change }: Options): Choices => {
  const pace = createPace(media, storage)
  const kept = recallUse(storage, Date.now())
  const began = performance.now()
  let rates: Rates = new Map()
  let lookedAt = Number.NEGATIVE_INFINITY

  const usedNow = (): number => kept.used + Object.values(state().bytes).reduce((sum, one) => sum + one, 0)
  const keep = (): void => rememberUse(storage, { cap: state().cap, used: usedNow() }, Date.now())

  const voiceChosen = (): boolean => state().choice === 'voice' || state().capStep !== 'free'

  const choose = (choice: Choice): void => {
    const before = state().choice
    change({ choice, pinned: choice === 'voice' })
    if (choice === 'words') {
      media.pause()
      transfers.preempt('voice')
      transfers.preempt('video')
    } else if (before === 'words') {
      transfers.wake()
      void media.play().catch(() => undefined) // Refused: the button to play stands there.
    }
  }

  /** What costs are reckoned from. */
  const facts = (
    engine: Pick<Engine, 'pictures'> | null,
  ): Pick<ChosenState, 'rates' | 'pictures' | 'playlistKbps'> => {
    const seconds = (performance.now() - began) / 1000
    const pictures = engine?.pictures().map(({ height, kbps }) => ({ height, kbps })) ?? []
    const playlistKbps = seconds > 30 ? (state().bytes.playlist * 8) / 1000 / seconds : null
    return { rates, pictures, playlistKbps }
  }

  const initial: Pick<ChosenState, 'choice' | 'cap' | 'used' | 'capStep'> = {
    choice: saveData ? 'voice' : 'auto',
    ...kept,
    capStep: capStep(kept),
  }

  return {
    initial: { ...initial, pinned: saveData },
    requests: {
      choose,
      pinVoice: (pinned) => choose(pinned ? 'voice' : 'auto'),
      setSpeed: pace.choose,
      setCatchUp: pace.chooseCatchUp,
      setCap(cap) {
        change({ cap, capStep: capStep({ cap, used: usedNow() }) })
        keep()
      },
      setVolume(volume) {
        media.volume = Math.max(0, Math.min(1, volume))
        media.muted = volume <= 0
      },
    },
    allows: (kind) => kind === 'text' || state().choice !== 'words',
    voiceOnly: () => voiceChosen() || state().choice === 'words' || !isSeen(),
    voiceChosen,
    best() {
      const { choice } = state()
      return typeof choice === 'number' ? choice : Number.POSITIVE_INFINITY
    },
    hear() {
      if (state().choice === 'words') choose('voice')
    },
    weigh(key, bytes, seconds) {
      rates = addSegment(rates, key, bytes, seconds)
    },
    look(engine, distance) {
      const { behind, voiceAhead, cap } = state()
      const aim = distance.start()
      const now = performance.now()
      if (now - lookedAt > often) {
        lookedAt = now
        change(facts(engine))
        keep()
      }
      const used = usedNow()
      change({
        aim,
        ...pace.look({ behind, aim, voiceAhead }, distance.speed()),
        used,
        capStep: capStep({ cap, used }),
        volume: media.volume,
      })
    },
    keep,
  }
}
