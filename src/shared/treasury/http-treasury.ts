import * as v from 'valibot'
import { EnteredSchema } from './api.ts'
import {
  AuditSchema,
  ListedSchema,
  PaymentsSchema,
  SeriesSchema,
  type Treasury,
  UndoAnswerSchema,
} from './treasury.ts'

/** The gateway refused; `key` as in `TreasuryProblem`, or a problem of the gateway's others. */
export class TreasuryRefusal extends Error {
  readonly key: string
  readonly status: number
  constructor(key: string, status: number, title: string) {
    super(title)
    this.name = 'TreasuryRefusal'
    this.key = key
    this.status = status
  }
}

const ProblemSchema = v.object({ type: v.string(), title: v.string() })

/** What an answer of the API says; `null` where it has no body. @throws TreasuryRefusal */
export const readAnswer = (status: number, text: string): unknown => {
  let value: unknown = null
  try {
    value = text === '' ? null : JSON.parse(text)
  } catch {
    throw new TreasuryRefusal('unexpected', status, 'the answer is not the gateway’s')
  }
  if (status < 300) return value
  const problem = v.safeParse(ProblemSchema, value)
  const [key, title] = problem.success
    ? [problem.output.type.replace('urn:sada:problem:', ''), problem.output.title]
    : ['unexpected', `answered ${status}`]
  throw new TreasuryRefusal(key, status, title)
}

const query = (parameters: Record<string, string | number | undefined>): string =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)] satisfies [string, string]],
    ),
  ).toString()

/** Asks the API for a path below `treasuryPath`; with a body: by POST. Answers as `readAnswer` does. */
export type Ask = (path: string, body?: unknown) => Promise<unknown>

/** The treasury over the gateway's API; who asks, and how, is `ask`'s business. */
export const createHttpTreasury = (ask: Ask): Treasury => {
  const get = async <T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T> =>
    v.parse(schema, await ask(path))
  const post = async <T>(path: string, body: unknown, schema: v.GenericSchema<unknown, T>): Promise<T> =>
    v.parse(schema, await ask(path, body))
  return {
    list: (filter, { sealed, ...page }) =>
      get(`donations?${query({ ...filter, ...page, sealed: sealed ? '1' : undefined })}`, ListedSchema),
    series: async (by) => (await get(`series?${query({ by })}`, SeriesSchema)).spans,
    payments: (page) => get(`payments?${query(page)}`, PaymentsSchema),
    enter: async (payments) => (await post('payments', { payments }, EnteredSchema)).answers,
    undo: async (id) => (await post(`payments/${encodeURIComponent(id)}/undo`, {}, UndoAnswerSchema)).outcome,
    audit: async (limit) => (await get('audit', AuditSchema)).entries.slice(0, limit),
  }
}
