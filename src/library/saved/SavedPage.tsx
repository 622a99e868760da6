import { useMemo, useState } from 'preact/hooks'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import type { SavedSpeech, SavedSpeeches } from '../../shared/saved.ts'
import type { SoundTurn } from '../../shared/sound-turn.ts'
import { formatBytes, formatClock, formatDateTime } from '../../ui/format.ts'
import { canShare, save, share } from '../../ui/hand-over.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Said } from '../../ui/Said.tsx'
import { useStore } from '../../ui/use-store.ts'
import { useDesk } from '../use-desk.ts'
import { itemOf, readerOf } from './saved-reader.ts'
import { savedWords } from './words.ts'

/** What a file of it is called outside of the app. */
const fileName = ({ title, from }: SavedSpeech, language: 'en' | 'ur', ending: string): string =>
  `${title[language]} ${new Date(from).toISOString().slice(0, 16)}`.replace(/[\\/:*?"<>|]+/g, '-') + ending

/** Length, day and size of a saved speech, as its entry and its page tell it. */
const useFacts = () => {
  const { locale } = useLanguage()
  return ({ seconds, from, bytes }: SavedSpeech) => [
    formatDateTime(from, locale),
    formatClock(seconds),
    formatBytes(bytes, locale),
  ]
}

/** "Saved by me" among the contents; nothing where nothing is. */
export const SavedShelf = ({ saved }: { saved: SavedSpeeches }) => {
  const t = useWords(savedWords)
  const factsOf = useFacts()
  const speeches = useStore(saved.state) ?? []
  if (speeches.length === 0) return null
  return (
    <section class="library-shelf" aria-labelledby="library-saved">
      <h2 id="library-saved">{t.title}</h2>
      <ol class="library-entries">
        {speeches.map((speech) => (
          <li key={speech.id} class="library-entry">
            <a class="library-entry-link" href={`/read/${speech.id}`}>
              <span class="library-entry-title">
                <Said text={speech.title} />
              </span>
              <span class="library-entry-facts">
                {factsOf(speech).map((fact) => (
                  <bdi key={fact}>{fact}</bdi>
                ))}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface Props {
  id: string
  saved: SavedSpeeches
  sound: SoundTurn
}

/** One saved speech: heard, read, handed on as a file, removed and brought back. */
export const SavedPage = ({ id, saved, sound }: Props) => {
  const { text } = useLanguage()
  const t = useWords(savedWords)
  const speeches = useStore(saved.state)
  const [back, setBack] = useState<(() => Promise<void>) | null>(null)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const speech = speeches?.find((one) => one.id === id) ?? null
  const attempt = (work: () => Promise<unknown>) => {
    setProblem(null)
    work().catch((error: unknown) => setProblem(toProblem(error).key))
  }
  return (
    <article class="library library-item">
      <a class="library-back" href="/read">
        <Icon name="back" mirrored />
        {text.library.contents}
      </a>
      {speech ? (
        <Opened {...{ speech, saved, sound, attempt }} onRemoved={(way) => setBack(() => way)} />
      ) : (
        speeches && (
          <>
            <h1>{t.title}</h1>
            <p role="status">{back ? t.removed : t.gone}</p>
            {back && (
              <button type="button" class="button" onClick={() => attempt(back)}>
                {t.back}
              </button>
            )}
          </>
        )
      )}
      {problem && <ProblemNotice problem={problem} />}
    </article>
  )
}

interface OpenedProps {
  speech: SavedSpeech
  saved: SavedSpeeches
  sound: SoundTurn
  /** Does it, and tells what went wrong. */
  attempt: (work: () => Promise<unknown>) => void
  onRemoved: (back: () => Promise<void>) => void
}

const Opened = ({ speech, saved, sound, attempt, onRemoved }: OpenedProps) => {
  const { language } = useLanguage()
  const t = useWords(savedWords)
  const factsOf = useFacts()
  const desk = useDesk()
  const { id, sha256, missing, words } = speech
  const [item, reader] = useMemo(() => [itemOf(speech), readerOf(speech, saved)], [id, sha256])
  const soundFile = async () =>
    new File([await saved.sound(id)], fileName(speech, language, '.m4a'), { type: 'audio/mp4' })
  const wordsFile = async () =>
    new File([await saved.words(id)], fileName(speech, language, '.vtt'), { type: 'text/vtt' })
  const shares = canShare(new File([], 'x.m4a', { type: 'audio/mp4' }))
  return (
    <>
      <header class="library-header">
        <p class="library-kind">{t.title}</p>
        <h1>
          <Said text={speech.title} />
        </h1>
        <p class="library-speaker">
          <Said text={speech.by} />
        </p>
        <p class="soft library-entry-facts">
          {factsOf(speech).map((fact) => (
            <bdi key={fact}>{fact}</bdi>
          ))}
        </p>
      </header>
      <Notice>
        <p>{t.by}</p>
        {missing > 0 && <p>{t.missing(formatClock(missing))}</p>}
      </Notice>
      {desk && desk !== 'none' && (
        <desk.Recording
          item={item}
          reader={reader}
          offline={null}
          sound={sound}
          target={null}
          media={item.audio ?? { path: '', seconds: 0 }}
          kind="audio"
        />
      )}
      <p class="row">
        {shares && (
          <button type="button" class="button" onClick={() => attempt(async () => share(await soundFile()))}>
            {t.share}
          </button>
        )}
        <button type="button" class="button" onClick={() => attempt(async () => save(await soundFile()))}>
          {t.file}
        </button>
        {words && (
          <button type="button" class="button" onClick={() => attempt(async () => save(await wordsFile()))}>
            {t.words}
          </button>
        )}
        <button
          type="button"
          class="button button-quiet"
          onClick={() => attempt(async () => onRemoved(await saved.remove(id)))}
        >
          {t.remove}
        </button>
      </p>
    </>
  )
}
