/** Safari's own way before it had the standard's. */
interface WebKitVideo {
  webkitSupportsPresentationMode?: (mode: string) => boolean
  webkitSetPresentationMode?: (mode: string) => void
  webkitPresentationMode?: string
}

const [mode, inline] = ['picture-in-picture', 'inline']

/** Whether the browser can keep the picture over other windows. */
export const canStandApart = (media: HTMLVideoElement): boolean =>
  document.pictureInPictureEnabled === true ||
  (media as WebKitVideo).webkitSupportsPresentationMode?.(mode) === true

/** The picture into a window of its own, or back; where the browser refuses, all stays as it is. */
export const toggleApart = async (media: HTMLVideoElement): Promise<void> => {
  const webkit = media as WebKitVideo
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture()
    else if (document.pictureInPictureEnabled) await media.requestPictureInPicture()
    else webkit.webkitSetPresentationMode?.(webkit.webkitPresentationMode === mode ? inline : mode)
  } catch {
    // Refused: no picture yet, or no tap.
  }
}
