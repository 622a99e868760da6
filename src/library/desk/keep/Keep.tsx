import { useEffect, useState } from 'preact/hooks'
import type { Item } from '../../../shared/content.ts'
import type { Offline } from '../../../shared/offline.ts'
import { type ProblemKey, toProblem } from '../../../shared/problem.ts'
import type { EditionReader } from '../../../shared/reader.ts'
import { formatBytes } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { isolated } from '../../../ui/isolate.ts'
import { useLanguage, useWords } from '../../../ui/language.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { useFocusKept } from '../../../ui/use-focus-kept.ts'
import { DeskIcon } from '../DeskIcon.tsx'
import { deskWords } from '../words.ts'
import { keptOf } from './keep-state.ts'

/** Long enough to read what happened and to reach the button, ms. */
const undoMs = 12_000

interface Props {
  item: Item
  reader: EditionReader
  offline: Offline
  /** A line of a list: signs instead of words where there is a choice. */
  compact?: boolean
}

/** Gets an item's pictures, sound and film onto this phone, or takes them off, with a way back. */
export const Keep = ({ item, reader, offline, compact = false }: Props) => {
  const { text, language, locale } = useLanguage()
  const t = useWords(deskWords).keep
  const part = useFocusKept<HTMLDivElement>()
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const [removed, setRemoved] = useState<{ undo: () => Promise<void>; bytes: number } | null>(null)
  useEffect(() => {
    if (!removed) return
    const timer = setTimeout(() => setRemoved(null), undoMs)
    return () => clearTimeout(timer)
  }, [removed])
  const kept = keptOf(item, reader, offline)
  if (!kept) return null
  const size = (bytes: number) => formatBytes(bytes, locale)
  const title = item.title[language]
  /** A button's name: it begins with what it shows, so that it can be said aloud (WCAG 2.2, 2.5.3). */
  const named = (shown: (size: string) => string, whole: typeof t.getLabel, bytes: number) =>
    compact ? whole(title, size(bytes)) : `${shown(size(bytes))}: ${isolated(title)}`
  const complain = (error: unknown) => setProblem(toProblem(error).key)
  const { missing, paths } = kept

  const get = async () => {
    setAsked(true)
    setFailed(false)
    setRemoved(null)
    await offline.get(missing)
    setAsked(false)
    setFailed(true) // Shown only where something is missing still.
  }
  const stop = () => {
    setAsked(false)
    void offline.leave(missing)
  }
  const remove = () => {
    setFailed(false)
    offline.remove(paths).then((undo) => setRemoved({ undo, bytes: kept.hereBytes }), complain)
  }
  const undo = () => {
    setRemoved(null)
    removed?.undo().catch(complain)
  }

  const getting = kept.state !== 'here' && (asked || kept.arrived > 0)
  return (
    <div class={compact ? 'library-keep library-keep-compact' : 'library-keep'} ref={part}>
      {removed ? (
        <p role="status" class="library-keep-line">
          <span>{t.removed(size(removed.bytes))}</span>
          <button type="button" class="button" onClick={undo}>
            {t.undo}
          </button>
        </p>
      ) : getting ? (
        <div class="library-keep-line">
          <Progress
            label={t.getting(size(kept.arrived), size(kept.missingBytes))}
            value={kept.arrived / Math.max(1, kept.missingBytes)}
          />
          <button type="button" class="button" onClick={stop}>
            <Icon name="close" />
            {t.stop}
          </button>
        </div>
      ) : kept.state !== 'here' ? (
        <button
          type="button"
          class="button"
          aria-label={named(t.get, t.getLabel, kept.missingBytes)}
          onClick={() => void get()}
        >
          <Icon name="download" />
          {!compact && t.get(size(kept.missingBytes))}
        </button>
      ) : (
        <button
          type="button"
          class="button button-quiet"
          aria-label={named(t.remove, t.removeLabel, kept.bytes)}
          onClick={remove}
        >
          <DeskIcon name="remove" />
          {!compact && t.remove(size(kept.bytes))}
        </button>
      )}
      {failed && !getting && kept.state === 'coming' && <p class="soft">{t.later}</p>}
      {problem && <p role="alert">{text.problems[problem]}</p>}
    </div>
  )
}
