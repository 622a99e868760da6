import { createStore } from './store.ts'

/** Whether everything on this phone is being erased, or was, from this page: what comes late then leaves nothing behind. */
export const erased = createStore(false)
