import { useEffect } from 'preact/hooks'
import { formatBytes } from '../ui/format-bytes.ts'
import { useLanguage } from '../ui/language.tsx'
import { ProblemNotice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useStore } from '../ui/use-store.ts'
import { type Nastaliq, nastaliqBytes, nastaliq as ours } from './nastaliq.ts'

/** Offers Nastaliq to those who read Urdu on a phone that has none. Says what it costs, shows it coming, and takes it away again. */
export const NastaliqChoice = ({ nastaliq = ours }: { nastaliq?: Nastaliq }) => {
  const { language, text, locale } = useLanguage()
  const { phase, bytes, problem } = useStore(nastaliq.state)
  useEffect(() => {
    if (language === 'ur') void nastaliq.look()
  }, [language, nastaliq])
  if (language !== 'ur' || phase === 'unasked' || phase === 'own') return null
  const t = text.nastaliq
  const amount = (of: number) => formatBytes(of, locale)
  const size = amount(nastaliqBytes)
  return (
    <section class="app-footer app-nastaliq" aria-label={t.title}>
      {problem && <ProblemNotice problem={problem} />}
      {phase === 'fetching' ? (
        <Progress
          label={t.fetching(`${amount(bytes)} / ${size}`)}
          value={Math.min(1, bytes / nastaliqBytes)}
        />
      ) : (
        <p role="status">{phase === 'kept' ? t.kept : t.offer}</p>
      )}
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          if (phase === 'fetching') nastaliq.stop()
          else void (phase === 'kept' ? nastaliq.remove() : nastaliq.fetch())
        }}
      >
        {phase === 'fetching' ? t.stop : phase === 'kept' ? t.remove(size) : t.fetch(size)}
      </button>
    </section>
  )
}
