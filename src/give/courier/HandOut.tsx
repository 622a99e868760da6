import { useEffect, useState } from 'preact/hooks'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import type { Entry, Outbox } from '../outbox/outbox.ts'
import { donationLetter } from './envelope.ts'
import { FileButtons } from './FileButtons.tsx'
import { donationFile } from './files.ts'
import { ShowCode } from './ShowCode.tsx'
import { useCourierWords } from './use-words.ts'

/** One's own sealed donation for a courier: a code to scan, a file to send. From here on another phone may have it, which is kept with it. */
export const HandOut = ({ entry, outbox }: { entry: Entry; outbox: Outbox }) => {
  const t = useCourierWords()
  const [line, setLine] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  useEffect(() => {
    let open = true
    // Shown only once it is kept that it may have left: taking it back must not forget it then.
    void Promise.all([donationLetter(entry.bytes), outbox.change(entry.id, { type: 'handed' })]).then(
      // Nothing is left of one that was taken back in another tab: then the list is about to show so.
      ([made, left]) => open && left && setLine(made),
      (error: unknown) => open && setProblem(toProblem(error).key),
    )
    return () => {
      open = false
    }
  }, [entry.id])
  return (
    <section class="courier-part" aria-label={t.handOut}>
      <p>{t.handOutAbout}</p>
      {problem && <ProblemNotice problem={problem} />}
      {line && (
        <>
          <ShowCode line={line} label={t.donationCode} />
          <div class="row">
            <FileButtons file={donationFile(entry, line)} />
          </div>
        </>
      )}
    </section>
  )
}
