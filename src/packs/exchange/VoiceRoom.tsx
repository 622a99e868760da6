import { useEffect, useState } from 'preact/hooks'
import { type KeptVoice, watchPlaceKey } from '../../shared/kept-voice.ts'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Confirm } from './Confirm.tsx'
import { exchangeWords } from './words.ts'

/** Those who never listened have nothing kept, and load nothing to look for it. */
const hasListened = (): boolean => {
  try {
    return localStorage.getItem(watchPlaceKey) !== null
  } catch {
    return false
  }
}

/** The room that kept voice takes, and the way to have it back; nothing where none is kept. */
export const VoiceRoom = ({ voice }: { voice: KeptVoice }) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).room
  const [bytes, setBytes] = useState(0)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  // Its code may not come; then there is nothing to let go of, either.
  const look = () => void voice.bytes().then(setBytes, () => undefined)
  useEffect(() => {
    if (hasListened()) look()
  }, [voice])
  const size = formatBytes(bytes, locale)
  return (
    <>
      {bytes > 0 && (
        <div class="packs-kind packs-voice">
          <span>
            <bdi class="packs-kind-name">{t.voice}</bdi> <bdi class="soft">{size}</bdi>
          </span>
          <Confirm
            words={t.removeYes}
            label={t.remove(t.voice)}
            ask={t.voiceAsk(size)}
            yes={t.removeYes}
            no={t.keep}
            onYes={() => void voice.empty().then(look, (error: unknown) => setProblem(toProblem(error).key))}
          />
        </div>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </>
  )
}
