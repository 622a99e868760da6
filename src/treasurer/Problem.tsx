import { problemWords, useSpeech } from './words-context.ts'

/** What went wrong, said at once; nothing where nothing did. */
export const Problem = ({ error }: { error: unknown }) => {
  const { t } = useSpeech()
  if (error === null) return null
  return (
    <p class="problem" role="alert">
      {problemWords(error, t)}
    </p>
  )
}
