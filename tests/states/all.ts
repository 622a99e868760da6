import { appStates } from './app.ts'
import { giveStates } from './give.ts'
import { packsStates } from './packs.ts'
import { readStates } from './read.ts'
import type { State } from './state.ts'
import { watchStates } from './watch.ts'

/** Every screen of the app in every state a person may meet it in: what the tests of reach look at and `npm run screenshots` takes. */
export const states: readonly State[] = [
  ...watchStates,
  ...readStates,
  ...giveStates,
  ...packsStates,
  ...appStates,
]
