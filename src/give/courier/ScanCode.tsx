import { useEffect, useRef, useState } from 'preact/hooks'
import { type CameraTrouble, openCamera, openCodeReader } from './scan.ts'
import { useCourierWords } from './use-words.ts'

/** Between two looks, ms: the phone must stay usable meanwhile. */
const pauseMs = 120

interface Props {
  /** Takes each text read; resolves with whether it was enough. */
  onRead: (text: string) => Promise<boolean>
  /** What of a set of codes is here, shown while more are wanted. */
  progress: { have: number; of: number } | null
  onTrouble: (trouble: CameraTrouble) => void
  onStop: () => void
}

/** The camera's picture, looked at for codes until enough is read, the person stops it or the page is put away. Asks for the camera once shown. */
export const ScanCode = ({ onRead, progress, onTrouble, onStop }: Props) => {
  const t = useCourierWords()
  const video = useRef<HTMLVideoElement>(null)
  const [running, setRunning] = useState(false)
  useEffect(() => {
    let open = true
    let stream: MediaStream | null = null
    const look = async () => {
      const read = await openCodeReader().catch(() => {
        throw 'noReader' satisfies CameraTrouble
      })
      stream = await openCamera()
      const { current } = video
      if (!open || !current) return stop()
      current.srcObject = stream
      await current.play()
      setRunning(true)
      while (open) {
        for (const text of await read(current)) if (open && (await onRead(text))) return
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
    }
    const stop = () => {
      open = false
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    const hidden = () => document.visibilityState === 'hidden' && onStop()
    document.addEventListener('visibilitychange', hidden)
    look().catch((trouble: unknown) => {
      if (open) onTrouble(trouble === 'denied' || trouble === 'noReader' ? trouble : 'none')
    })
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      stop()
    }
  }, [])
  return (
    <div class="courier-scan">
      <video ref={video} muted playsInline aria-label={t.picture} />
      <p role="status">{progress ? t.parts(progress.have, progress.of) : running ? t.aim : t.starting}</p>
      <button type="button" class="button" onClick={onStop}>
        {t.stop}
      </button>
    </div>
  )
}
