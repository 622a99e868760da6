/** Whether the system's share sheet takes this file; it must be asked anew for every file (Web Share, level 2). */
export const canShare = (file: File): boolean => {
  const { canShare: can } = navigator as Partial<Navigator>
  return can?.call(navigator, { files: [file] }) ?? false
}

/** Opens the share sheet. Closing it is no error. @throws what the browser throws but for that */
export const share = async (file: File): Promise<void> => {
  try {
    await navigator.share({ files: [file] })
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}

/** File System Access (WICG), which TypeScript does not know and not every browser has. */
interface Picker {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<{
    createWritable(): Promise<WritableStream<Uint8Array>>
  }>
}

/** How long a browser may take to begin a download before its address is withdrawn, ms. */
const downloadMs = 60_000

/** Puts a file into the downloads. */
export const download = (file: File): void => {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), downloadMs)
}

/**
 * Saves a file where the person says, or into the downloads. Nothing of it passes through memory whole.
 * @returns whether it was saved; `false` where the person changed their mind
 * @throws what the browser throws
 */
export const save = async (file: File): Promise<boolean> => {
  const { showSaveFilePicker } = window as Picker
  if (!showSaveFilePicker) {
    download(file)
    return true
  }
  try {
    const handle = await showSaveFilePicker.call(window, { suggestedName: file.name })
    await file.stream().pipeTo(await handle.createWritable())
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false
    throw error
  }
}
