import { useEffect, useRef, useState } from 'preact/hooks'
import type { SealedDonation } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import type { LocalizedText } from '../../shared/localized.ts'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import { shareKinds } from '../../shared/share-target.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Said } from '../../ui/Said.tsx'
import { takeShared } from '../../ui/take-shared.ts'
import { carriedEntry, type Outbox } from '../outbox/outbox.ts'
import { createJoiner } from './frames.ts'
import { judgeText, type NewsKey } from './judge.ts'
import { readFiles } from './read-files.ts'
import { ScanCode } from './ScanCode.tsx'
import type { CameraTrouble } from './scan.ts'
import { useCourierWords } from './use-words.ts'

type News = NewsKey | 'taken' | 'tooLarge' | 'noCode' | CameraTrouble

const good: ReadonlySet<News> = new Set(['taken', 'recorded', 'recordedCarried', 'knownReceipt', 'own'])
const troubles: ReadonlySet<News> = new Set(['denied', 'none', 'noReader'] satisfies CameraTrouble[])

interface Props {
  outbox: Outbox
  giving: Giving
  /** The organisation's name, as the edition gives it. */
  organisation: LocalizedText | null
  /** Whether what another app shared to this one is taken in here. */
  takesShared?: boolean
}

/** Takes in what another phone shows or sends: donations to carry, and receipts that a courier brought back. */
export const TakeIn = ({ outbox, giving, organisation, takesShared = false }: Props) => {
  const t = useCourierWords()
  const [scanning, setScanning] = useState(false)
  const [progress, setProgress] = useState<{ have: number; of: number } | null>(null)
  const [news, setNews] = useState<readonly News[]>([])
  const [offers, setOffers] = useState<readonly SealedDonation[]>([])
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const joiner = useRef(createJoiner())
  const place = useRef<HTMLDivElement>(null)
  const wordsOf = (one: News): string =>
    one === 'noCode'
      ? t.noCode
      : troubles.has(one)
        ? t.camera[one as CameraTrouble]
        : t.news[one as Exclude<News, 'noCode' | CameraTrouble>]

  const begin = () => {
    setNews([])
    setOffers([])
    setProblem(null)
    setProgress(null)
  }
  const take = async (texts: readonly string[], said: Iterable<News> = []) => {
    const heard = new Set(said)
    const offered = new Map<string, SealedDonation>()
    try {
      for (const text of texts)
        for (const judged of await judgeText(text, { giving, entries: outbox.state.get().entries })) {
          if (judged.kind === 'offer') offered.set(judged.donation.id, judged.donation)
          else heard.add(judged.news)
          if (judged.kind === 'receipt')
            await outbox.change(judged.id, { type: 'recorded', receipt: judged.receipt })
        }
      setNews([...heard])
      setOffers([...offered.values()])
    } catch (error) {
      setProblem(toProblem(error).key)
    }
  }
  const onRead = async (code: string): Promise<boolean> => {
    const joined = await joiner.current(code)
    if (joined.kind === 'parts') {
      setProgress(joined)
      return false
    }
    setScanning(false)
    await take([joined.text])
    return true
  }
  const onFiles = async (files: readonly File[]) => {
    begin()
    const read = await readFiles(files, joiner.current)
    setProgress(read.progress)
    await take(read.texts, read.troubles)
  }
  useEffect(() => {
    if (!takesShared) return
    takeShared(shareKinds.letters)
      .then(async (file) => {
        if (!file) return
        await onFiles([file])
        // It stands below the form, and is what the person came for.
        place.current?.focus()
      })
      .catch((error: unknown) => setProblem(toProblem(error).key))
  }, [])
  const carry = async () => {
    try {
      for (const donation of offers) await outbox.carry(await carriedEntry(donation, Date.now()))
      setOffers([])
      setNews(['taken'])
    } catch (error) {
      setProblem(toProblem(error).key)
    }
  }
  return (
    <div class="courier-part" ref={place} tabIndex={-1}>
      {scanning ? (
        <ScanCode
          onRead={onRead}
          progress={progress}
          onTrouble={(trouble) => {
            setScanning(false)
            setNews([trouble])
          }}
          onStop={() => setScanning(false)}
        />
      ) : (
        <div class="row">
          <button
            type="button"
            class="button"
            onClick={() => {
              begin()
              setScanning(true)
            }}
          >
            {t.scan}
          </button>
          <label class="button courier-file">
            {t.open}
            <input
              type="file"
              multiple
              accept=".txt,text/plain,image/*"
              onChange={({ currentTarget }) => {
                const files = [...(currentTarget.files ?? [])]
                // So that the same file can be opened once more.
                currentTarget.value = ''
                if (files.length > 0) void onFiles(files)
              }}
            />
          </label>
        </div>
      )}
      {!scanning && progress && <p role="status">{t.parts(progress.have, progress.of)}</p>}
      {problem && <ProblemNotice problem={problem} />}
      {news.map((one) => (
        <Notice key={one} tone={good.has(one) ? 'good' : 'warn'}>
          <p>{wordsOf(one)}</p>
        </Notice>
      ))}
      {offers.length > 0 && (
        <section class="courier-part" aria-label={t.offer}>
          <h3>{t.offer}</h3>
          {offers.map(({ id, amount }) => (
            <p key={id} class="give-item-amount">
              <Amount money={amount} /> · {t.to} {organisation && <Said text={organisation} />}
            </p>
          ))}
          <p class="soft">{t.offerAbout}</p>
          <div class="row">
            <button type="button" class="button button-main" onClick={() => void carry()}>
              {t.take}
            </button>
            <button type="button" class="button button-quiet" onClick={begin}>
              {t.leave}
            </button>
          </div>
        </section>
      )}
    </div>
  )
}
