import { useEffect, useState } from 'preact/hooks'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { useStore } from '../../ui/use-store.ts'
import { services } from '../services.ts'
import { usePacks } from '../use-reader.ts'
import { keptOf } from './kept.ts'
import { statusWords } from './words.ts'

/** Whether the browser is fetching a new version of the app just now; it says no more of it. */
const useInstalling = (): boolean => {
  const [installing, setInstalling] = useState(false)
  useEffect(() => {
    const { serviceWorker } = navigator as Partial<Navigator>
    void serviceWorker?.getRegistration().then(
      (registration) => setInstalling(Boolean(registration?.active && registration.installing)),
      () => undefined,
    )
  }, [])
  return installing
}

/** What is saved on this phone, how much of it, and whether the browser has promised to keep it. */
export const KeptPart = ({ onLeave }: { onLeave: () => void }) => {
  const { text, locale } = useLanguage()
  const t = useWords(statusWords)
  const { packs, shell } = useStore(services)
  const state = usePacks(packs)
  const installing = useInstalling()
  const kept = state && keptOf(state)
  const size = (bytes: number) => `${formatBytes(bytes, locale)}`
  const part = kept && t.part(kept.items, kept.itemsTotal, size(kept.bytes), size(kept.bytesTotal))
  return (
    <section aria-labelledby="sheet-kept">
      <h3 id="sheet-kept">{t.kept}</h3>
      {!kept && <p>{t.none}</p>}
      {kept &&
        part &&
        (state.progress ? (
          <Progress label={part} value={kept.bytes / Math.max(1, kept.bytesTotal)} />
        ) : (
          <p>
            {part} {state.complete && (state.codeKept && shell ? t.keptAll : t.keptCode)}
          </p>
        ))}
      {state?.paused && <p>{t.paused}</p>}
      {installing && <p>{t.version}</p>}
      {state && kept && (
        <p class="soft">
          {state.durable
            ? state.persisted
              ? text.packs.persisted
              : text.packs.notPersisted
            : text.packs.notDurable}{' '}
          {state.storage && text.packs.storageUsed(size(state.storage.usage), size(state.storage.quota))}
        </p>
      )}
      <p>
        <a href="/packs" onClick={onLeave}>
          {t.toPacks}
        </a>
      </p>
    </section>
  )
}
