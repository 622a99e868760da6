import type { Plugin } from 'vite'
import { shell } from '../ui/languages/en.ts'
import { placeIcons } from '../ui/place-icons.ts'
import { places } from './places-list.ts'

const place = (name: (typeof places)[number]): string =>
  `<a class="app-place" href="/${name}"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${placeIcons[name]}"/></svg><span>${shell.app[name]}</span></a>`

/** The shell as it stands before JavaScript comes: the name and the four places, as plain links. English, until the language is known. */
export const shellHtml = (): string => {
  const { skip, places: label, loading } = shell.app
  const { label: state, checking, notReady } = shell.status
  return (
    `<header class="app-header"><a class="app-skip" href="#main">${skip}</a>` +
    '<a class="app-brand" href="/watch"><span lang="ur">صدا</span> <span lang="en">Sada</span></a>' +
    `<p class="app-status" aria-label="${state}"><span class="app-status-more"><span class="app-dot"></span><span>${checking}</span><span class="app-status-kept">${notReady}</span></span></p></header>` +
    `<nav class="app-places" aria-label="${label}">${places.map(place).join('')}</nav>` +
    `<main id="main" class="app-main"><p role="status">${loading}</p></main>`
  )
}

/** Vite plugin: puts the shell into the page; its style is there already. One answer is enough for the first paint. */
export const shellInHtml = (): Plugin => ({
  name: 'sada-shell-in-html',
  transformIndexHtml: (html) => html.replace('<!--shell-->', shellHtml),
})
