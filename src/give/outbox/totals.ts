import * as v from 'valibot'
import { request } from '../../link/request.ts'
import { untilFreeWire } from '../../link/right-of-way.ts'
import { fromUtf8 } from '../../shared/bytes.ts'
import { ProblemError, type ProblemKey, toProblem } from '../../shared/problem.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import { type Totals, TotalsSchema } from '../../shared/totals.ts'
import type { OutboxDatabase } from './database.ts'

export interface TotalsState {
  /** The last known totals, from the gateway or from this phone. */
  totals: Totals | null
  /** Whether the last question was answered; `false`: shown with their time. */
  fresh: boolean
  problem: ProblemKey | null
}

export interface TotalsFeed {
  state: ReadStore<TotalsState>
  /** Shows what is kept, without network. */
  restore(): Promise<void>
  /** Asks the gateways once no voice needs the link, keeps the answer. Never rejects: the state says what happened. */
  refresh(): Promise<void>
}

/** How long a voice that needs the link may keep totals waiting, ms. */
const patience = 60_000

const fetchTotals = async (gateways: readonly string[], signal: AbortSignal): Promise<Totals> => {
  const { status, bytes } = await request(gateways, 'v1/totals', { signal, limit: 64 * 1024 })
  if (status !== 200) throw new ProblemError('server', `totals: ${status}`)
  try {
    return v.parse(TotalsSchema, JSON.parse(fromUtf8(bytes)))
  } catch (cause) {
    throw new ProblemError('server', 'totals', { cause })
  }
}

/** Totals per currency as the gateway tells them, kept in the outbox database for when it can't be asked. */
export const createTotals = (
  database: OutboxDatabase,
  signal: AbortSignal,
  now: () => number,
): TotalsFeed => {
  const state = createStore<TotalsState>({ totals: null, fresh: false, problem: null })
  let asking = false
  return {
    state,
    async restore() {
      const kept = await database.totals()
      if (kept && !state.get().totals) state.set((s) => ({ ...s, totals: kept.totals }))
    },
    async refresh() {
      if (asking || signal.aborted) return
      asking = true
      try {
        const sender = await database.sender()
        if (!sender) return
        await untilFreeWire(signal, patience)
        const totals = await fetchTotals(sender.gateways, signal)
        state.set({ totals, fresh: true, problem: null })
        await database.setTotals({ totals, fetchedAt: now() })
      } catch (error) {
        if (!signal.aborted) state.set((s) => ({ ...s, fresh: false, problem: toProblem(error).key }))
      } finally {
        asking = false
      }
    },
  }
}
