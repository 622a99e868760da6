/**
 * A window of WebKitGTK for WebKitWebDriver, as an ordinary browser's: what sites keep is kept in a folder. (The driver's own MiniBrowser
 * is a private window as soon as it is driven.) Run by GNOME's JavaScript, `gjs -m webkit-window.js <profile> <downloads> <languages>`.
 */
import GLib from 'gi://GLib'
import Gtk from 'gi://Gtk?version=3.0'
import WebKit2 from 'gi://WebKit2?version=4.1'
import system from 'system'

const [profile, downloads, languages] = system.programArgs
const folder = (name) => GLib.build_filenamev([profile, name])

Gtk.init(null)
const context = new WebKit2.WebContext({
  website_data_manager: new WebKit2.WebsiteDataManager({
    base_data_directory: folder('data'),
    base_cache_directory: folder('cache'),
  }),
})
context.set_preferred_languages(languages.split(','))
context.connect('download-started', (_, download) => {
  download.connect('decide-destination', (_download, name) => {
    download.set_destination(GLib.filename_to_uri(GLib.build_filenamev([downloads, name]), null))
    return true
  })
})

/** One window a page, without any bars: the size of the window is that of the page. */
const open = () => {
  const view = new WebKit2.WebView({ web_context: context, is_controlled_by_automation: true })
  const window = new Gtk.Window({ default_width: 360, default_height: 740, decorated: false })
  window.add(view)
  window.show_all()
  view.connect('close', () => window.destroy())
  return view
}

context.set_automation_allowed(true)
context.connect('automation-started', (_, session) => {
  const about = new WebKit2.ApplicationInfo()
  about.set_name('WebKitGTK')
  about.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
  session.set_application_info(about)
  session.connect('create-web-view', open)
})
Gtk.main()
