import { useEffect, useState } from 'preact/hooks'

/** iPhones know full screen for a video element alone (WebKit's own name). */
interface WebKitVideo {
  webkitEnterFullscreen?: () => void
}

/** The whole player: picture, words over it and controls. */
const playerOf = (media: HTMLVideoElement): Element => media.closest('.watch') ?? media

export const canFillScreen = (media: HTMLVideoElement): boolean =>
  document.fullscreenEnabled === true || 'webkitEnterFullscreen' in media

/** Into full screen or out of it; where the browser refuses, all stays as it is. */
export const toggleFullScreen = async (media: HTMLVideoElement): Promise<void> => {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else if (document.fullscreenEnabled) await playerOf(media).requestFullscreen({ navigationUI: 'hide' })
    else (media as WebKitVideo).webkitEnterFullscreen?.()
  } catch {
    // Refused: without a tap, or by a frame's policy.
  }
}

export const useFullScreen = (): boolean => {
  const [full, setFull] = useState(false)
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])
  return full
}
