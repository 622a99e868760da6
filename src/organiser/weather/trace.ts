import * as v from 'valibot'

/**
 * What an outage does. `hang`: bytes stop, connections survive. `reset`: open connections are reset, new ones hang.
 * `dead`: connections open at its start never carry a byte again, as after a change of cell; new ones hang.
 */
export const outages = ['hang', 'reset', 'dead'] as const
export type Outage = (typeof outages)[number]

export interface Weather {
  /** Capacity of the link in kbit/s, each way; `null` is without limit, 0 an outage. */
  kbps: number | null
  outage?: Outage | undefined
}

/** The outage of a weather, if any; a capacity of 0 is one that hangs. */
export const outageOf = ({ kbps, outage }: Weather): Outage | null => outage ?? (kbps === 0 ? 'hang' : null)

const StepSchema = v.object({
  ms: v.pipe(v.number(), v.gtValue(0)),
  kbps: v.nullable(v.pipe(v.number(), v.minValue(0))),
  outage: v.optional(v.picklist(outages)),
})
/** A weather that lasts. */
export type Step = v.InferOutput<typeof StepSchema>
export type Trace = readonly Step[]

const TraceFileSchema = v.object({ source: v.string(), trace: v.pipe(v.array(StepSchema), v.minLength(1)) })

/** The trace of a file as in `tests/fixtures/traces`; throws on anything else. */
export const parseTrace = (json: string): Trace => v.parse(TraceFileSchema, JSON.parse(json)).trace

/** The step at `ms` of a trace that starts again at its end, and how long it lasts from there. */
export const stepAt = (trace: Trace, ms: number): { step: Step; left: number } => {
  const total = trace.reduce((sum, step) => sum + step.ms, 0)
  let at = ms % total
  for (const step of trace) {
    if (at < step.ms) return { step, left: step.ms - at }
    at -= step.ms
  }
  const [first] = trace
  if (!first) throw new RangeError('an empty trace')
  return { step: first, left: first.ms }
}
