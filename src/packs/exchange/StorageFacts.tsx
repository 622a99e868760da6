import { useState } from 'preact/hooks'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Progress } from '../../ui/Progress.tsx'
import type { PacksState } from '../packs-state.ts'
import { exchangeWords } from './words.ts'

/** How much room this app takes, and whether the browser has promised to keep it. */
export const StorageFacts = ({
  state: { storage, persisted, durable },
  onPersist,
}: {
  state: PacksState
  /** Asks for the promise; whether it was given. */
  onPersist: () => Promise<boolean>
}) => {
  const { text, locale } = useLanguage()
  const t = text.packs
  const room = useWords(exchangeWords).room
  const [refused, setRefused] = useState(false)
  // Without figures the browser has no say in it either.
  const canAsk = durable && !persisted && storage !== null
  return (
    <>
      {storage && (
        <Progress
          label={t.storageUsed(formatBytes(storage.usage, locale), formatBytes(storage.quota, locale))}
          value={storage.usage / storage.quota}
        />
      )}
      <p class="packs-promise">{!durable ? t.notDurable : persisted ? t.persisted : t.notPersisted}</p>
      {canAsk && (
        <button
          type="button"
          class="button"
          onClick={() => void onPersist().then((given) => setRefused(!given))}
        >
          {room.persist}
        </button>
      )}
      {canAsk && refused && (
        <p class="soft packs-line" role="status">
          {room.refused}
        </p>
      )}
    </>
  )
}
