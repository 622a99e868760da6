import type { Span } from '../shared/treasury/treasury.ts'
import { showMoney, useSpeech } from './words-context.ts'

/** The drawing's own units; it is scaled to its place. */
const [wide, high] = [600, 200]

/** Promised and paid of one currency, two bars a span, and the same as a table. Time runs from left to right in both languages, as on a clock's scale. */
export const Chart = ({ currency, spans }: { currency: string; spans: readonly Span[] }) => {
  const { t, locale } = useSpeech()
  const most = Math.max(...spans.map(({ pledged, paid }) => Math.max(pledged, paid)), 1)
  const step = wide / spans.length
  const bar = Math.min(step * 0.4, 40)
  const tall = (minor: number) => (Math.max(minor, 0) / most) * high
  const sum = (member: 'pledged' | 'paid') => spans.reduce((total, one) => total + one[member], 0)
  return (
    <figure class="card">
      <figcaption>
        {t.chart(currency)}
        <br />
        <span class="swatch swatch-promised" /> {t.promised}{' '}
        <bdi>{showMoney(currency, sum('pledged'), locale)}</bdi> <span class="swatch swatch-paid" /> {t.paid}{' '}
        <bdi>{showMoney(currency, sum('paid'), locale)}</bdi>
      </figcaption>
      <svg viewBox={`0 0 ${wide} ${high}`} class="chart" aria-hidden="true" dir="ltr">
        {spans.map(({ span, pledged, paid }, index) => {
          const middle = step * (index + 0.5)
          return (
            <g key={span}>
              <rect
                class="promised"
                x={middle - bar}
                y={high - tall(pledged)}
                width={bar}
                height={tall(pledged)}
              />
              <rect class="paid" x={middle} y={high - tall(paid)} width={bar} height={tall(paid)} />
            </g>
          )
        })}
      </svg>
      <p class="row spread soft" dir="ltr" aria-hidden="true">
        <span>{spans[0]?.span.replace('T', ' ')}</span>
        {spans.length > 1 && <span>{spans.at(-1)?.span.replace('T', ' ')}</span>}
      </p>
      <details>
        <summary>{t.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">UTC</th>
              <th scope="col">{t.promised}</th>
              <th scope="col">{t.paid}</th>
            </tr>
          </thead>
          <tbody>
            {spans.map(({ span, pledged, paid }) => (
              <tr key={span}>
                <th scope="row" dir="ltr">
                  {span.replace('T', ' ')}
                </th>
                <td>
                  <bdi>{showMoney(currency, pledged, locale)}</bdi>
                </td>
                <td>
                  <bdi>{showMoney(currency, paid, locale)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
