import { useEffect, useState } from 'preact/hooks'
import type { Span, Treasury } from '../shared/treasury/treasury.ts'
import { Chart } from './Chart.tsx'
import { Problem } from './Problem.tsx'
import { useWork } from './use-work.ts'
import { useSpeech } from './words-context.ts'

/** Sums over time, a chart a currency: they are never added up together. */
export const OverTime = ({ treasury }: { treasury: Treasury }) => {
  const { t } = useSpeech()
  const { busy, error, run } = useWork()
  const [by, setBy] = useState<'day' | 'hour'>('day')
  const [spans, setSpans] = useState<readonly Span[]>([])
  useEffect(() => void run(async () => setSpans(await treasury.series(by))), [by])
  const currencies = [...new Set(spans.map(({ currency }) => currency))]
  return (
    <>
      <label class="field narrow">
        {t.by}
        <select value={by} onChange={({ currentTarget }) => setBy(currentTarget.value as 'day' | 'hour')}>
          <option value="day">{t.day}</option>
          <option value="hour">{t.hour}</option>
        </select>
      </label>
      <Problem error={error} />
      {spans.length === 0 && error === null && <p role="status">{busy ? t.loading : t.nothing}</p>}
      {currencies.map((currency) => (
        <Chart key={currency} currency={currency} spans={spans.filter((one) => one.currency === currency)} />
      ))}
    </>
  )
}
