import { formatBytes, formatTime } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useLanguage } from '../ui/language.tsx'
import { Progress } from '../ui/Progress.tsx'
import type { PacksState } from './packs-state.ts'
import { choiceOf, isComplete } from './wishes.ts'

interface Props {
  state: PacksState
  onSync: () => void
  onPause: () => void
}

/** Whether everything is here, what is coming, and the two things a person can do about it. */
export const SyncPanel = ({ state, onSync, onPause }: Props) => {
  const { text, locale } = useLanguage()
  const t = text.packs
  const { phase, reader, complete, progress, checkedAt, wishes, paused } = state
  const syncing = phase === 'syncing'
  const inMemory = !complete && isComplete(reader, wishes)
  const headline = complete
    ? choiceOf(wishes) === 'everything'
      ? t.complete
      : t.completeChosen
    : inMemory
      ? t.inMemory
      : progress
        ? t.fetching
        : syncing
          ? t.looking
          : paused
            ? t.paused
            : reader
              ? t.incomplete
              : t.empty
  return (
    <section class="card packs-sync" aria-labelledby="packs-sync">
      <div class="packs-headline">
        <span class={complete ? 'packs-mark packs-mark-good' : 'packs-mark'}>
          <Icon name={complete ? 'check' : syncing ? 'download' : 'wait'} />
        </span>
        <div role="status">
          <h2 id="packs-sync">{headline}</h2>
          <p class="soft packs-line">
            {complete
              ? t.completeMore
              : paused && !syncing
                ? t.pausedMore
                : inMemory
                  ? t.notDurable
                  : reader
                    ? t.incompleteMore
                    : t.emptyMore}
            {checkedAt !== null && !syncing && ` ${t.checked(formatTime(checkedAt, locale))}`}
          </p>
        </div>
      </div>
      {progress && (
        <Progress
          label={t.progress(
            progress.items,
            progress.itemsTotal,
            formatBytes(progress.bytes, locale),
            formatBytes(progress.bytesTotal, locale),
          )}
          value={progress.bytes / Math.max(1, progress.bytesTotal)}
        />
      )}
      {syncing ? (
        <button type="button" class="button" onClick={onPause}>
          <Icon name="pause" />
          {t.pause}
        </button>
      ) : (
        <button type="button" class={complete ? 'button' : 'button button-main'} onClick={onSync}>
          <Icon name={paused ? 'play' : 'download'} />
          {paused ? t.goOn : t.update}
        </button>
      )}
    </section>
  )
}
