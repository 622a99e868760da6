import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/language.tsx'
import type { MirrorReport } from './sync-report.ts'

/** Where the last sync asked, and what came of it: how a mirror that lies is told apart from one that is out of reach. */
export const MirrorList = ({ reports }: { reports: readonly MirrorReport[] }) => {
  const t = useText()
  if (reports.length === 0) return null
  return (
    <section aria-labelledby="packs-mirrors">
      <h2 id="packs-mirrors">{t.packs.mirrors}</h2>
      <ul class="packs-mirrors">
        {reports.map(({ mirror, problem }) => (
          <li key={mirror} class={problem ? 'packs-mirror packs-mirror-bad' : 'packs-mirror'}>
            <Icon name={problem ? 'warn' : 'check'} />
            <span>
              <bdi class="packs-address">{mirror}</bdi>
              <span class="soft packs-mirror-said">
                {problem ? t.problems[problem.key] : t.packs.mirrorGood}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
