import { useState } from 'preact/hooks'
import { Icon } from '../../ui/Icon.tsx'
import { saveFile } from '../save-file.ts'
import { useCourierWords } from './use-words.ts'

/** Saves a file, or hands it to the share sheet where that takes it. `label`: the words of saving, where they say more. */
export const FileButtons = ({ file, label }: { file: File; label?: string }) => {
  const t = useCourierWords()
  const [failed, setFailed] = useState(false)
  const share = async () => {
    setFailed(false)
    try {
      await navigator.share({ files: [file] })
    } catch (error) {
      // Closing the share sheet is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setFailed(true)
    }
  }
  return (
    <>
      <button type="button" class="button" onClick={() => saveFile({ name: file.name, blob: file })}>
        <Icon name="download" />
        {label ?? t.save}
      </button>
      {navigator.canShare?.({ files: [file] }) && (
        <button type="button" class="button" onClick={() => void share()}>
          {t.share}
        </button>
      )}
      {failed && <span role="status">{t.failed}</span>}
    </>
  )
}
