import { createStore } from '../shared/store.ts'
import type { Player } from './player/player.ts'
import { initialState, type PlayerState } from './player/state.ts'
import type { Line } from './words/transcript.ts'

/** For tests only: what was asked of a player, a line each. */
export interface TestPlayer {
  player: Player
  asked: string[]
  change(part: Partial<PlayerState>): void
}

/** Nine in the evening, somewhere. */
export const nine = Date.parse('2031-01-07T21:00:00Z')

/** A broadcast of an hour, one minute behind live. */
export const playingState: PlayerState = {
  ...initialState,
  phase: 'ready',
  rung: 'voice',
  wanted: true,
  position: nine + 59 * 60_000,
  window: { start: nine, end: nine + 60 * 60_000 },
  behind: 60,
  voiceAhead: 60,
  cost: { voice: 20, video: 200 },
  pictures: [
    { height: 144, kbps: 80 },
    { height: 240, kbps: 200 },
  ],
  languages: ['en', 'ur'],
  language: 'en',
}

/** For tests only: a player without media, for screens read state and send requests and know nothing else of it. */
export const testPlayer = (part: Partial<PlayerState> = {}, lines: readonly Line[] = []): TestPlayer => {
  const asked: string[] = []
  const state = createStore<PlayerState>({ ...playingState, ...part })
  const tell =
    (name: string) =>
    (...given: unknown[]): void => {
      asked.push([name, ...given].join(' '))
    }
  const player = {
    state,
    lines: createStore(lines),
    ...Object.fromEntries(
      [
        'play',
        'pause',
        'setMuted',
        'seekTo',
        'seekBy',
        'goLive',
        'setLanguage',
        'destroy',
        'choose',
        'pinVoice',
        'setSpeed',
        'setCatchUp',
        'setCap',
        'setVolume',
      ].map((name) => [name, tell(name)]),
    ),
  } as unknown as Player
  return { player, asked, change: (more) => state.set((now) => ({ ...now, ...more })) }
}
