import { useEffect, useState } from 'preact/hooks'
import { savesData } from '../../link/saves-data.ts'
import type { Language } from '../../shared/language.ts'
import type { createPlayer, Player } from '../player/player.ts'

/** Where the broadcast is until an edition says more: beside the app. */
const besideTheApp = ['/broadcast/main.m3u8']

/** A player over a media element, for as long as the screen is open; `null` before its code has come and the first render is done. */
export const usePlayer = (
  code: { createPlayer: typeof createPlayer } | null,
  media: HTMLVideoElement | null,
  broadcasts: readonly string[] | undefined,
  language: Language,
): Player | null => {
  const [player, setPlayer] = useState<Player | null>(null)
  const [renewed, setRenewed] = useState({ times: 0, paused: false })
  const addresses = broadcasts?.length ? broadcasts : besideTheApp
  // An edition that arrives later usually names the same addresses: then nothing starts anew.
  const key = JSON.stringify(addresses)
  useEffect(() => {
    if (!media || !code) return
    const made = code.createPlayer({
      media,
      addresses,
      language,
      saveData: savesData(),
      paused: renewed.paused,
      onRenew: (paused) => setRenewed(({ times }) => ({ times: times + 1, paused })),
    })
    setPlayer(made)
    return () => {
      setPlayer(null)
      made.destroy()
    }
    // The language is followed below, without a new player.
  }, [code, media, key, renewed])
  useEffect(() => player?.setLanguage(language), [player, language])
  return player
}
