import { formatBytes } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { Progress } from '../../ui/Progress.tsx'
import type { PacksState } from '../packs-state.ts'

/** How much room this app takes, and whether the browser has promised to keep it. */
export const StorageFacts = ({ state: { storage, persisted, durable } }: { state: PacksState }) => {
  const { text, locale } = useLanguage()
  const t = text.packs
  return (
    <>
      {storage && (
        <Progress
          label={t.storageUsed(formatBytes(storage.usage, locale), formatBytes(storage.quota, locale))}
          value={storage.usage / storage.quota}
        />
      )}
      <p class="packs-promise">{!durable ? t.notDurable : persisted ? t.persisted : t.notPersisted}</p>
    </>
  )
}
