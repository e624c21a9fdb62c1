import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect as plainExpect, type Download, type Locator, type Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';

/** Scripts have no Playwright configuration, whose patience this is; five seconds are too few to start on a busy machine. */
const expect = plainExpect.configure({ timeout: 20_000 });

/**
 * The documented way to drive EchoFlow by script: everything is found by role and name, as a person who cannot see it
 * would. Names come from the app's own words, so a changed label changes here too.
 */
export class App {
  readonly library: LibraryPage;
  readonly recorder: RecorderPage;
  readonly recording: RecordingPage;
  readonly queue: Queue;
  readonly settings: SettingsPage;
  readonly health: HealthPage;

  constructor(
    readonly page: Page,
    readonly address: string,
  ) {
    this.library = new LibraryPage(this);
    this.recorder = new RecorderPage(this);
    this.recording = new RecordingPage(this);
    this.queue = new Queue(this);
    this.settings = new SettingsPage(this);
    this.health = new HealthPage(this);
  }

  /** The same app on another page: a second tab, or a browser opened again. */
  at(page: Page): App {
    return new App(page, this.address);
  }

  /** Opens a path of the app, and waits until it can be used. */
  async open(path = ''): Promise<void> {
    await this.page.goto(this.address + path.replace(/^\//, ''));
    await this.ready();
  }

  /** Waits for the app; on a plain host the first visit reloads once by itself. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => crossOriginIsolated);
    await expect(this.page.getByRole('main')).toBeVisible();
    await expect(this.page.getByText(en.shell.opening)).toHaveCount(0);
  }

  /** Follows a link of the main navigation. */
  async go(place: keyof typeof en.shell.pages): Promise<void> {
    const navigation = this.page.getByRole('navigation', { name: en.shell.mainNavigation });
    await navigation.getByRole('link', { name: en.shell.pages[place], exact: true }).first().click();
  }

  /** Puts away what a newcomer is told on the first visit. */
  async closeFirstNote(): Promise<void> {
    await this.page.getByRole('button', { name: en.shell.firstRun.ok, exact: true }).click();
  }

  /** Waits until the app says that it works without a network. */
  async waitUntilOfflineReady(): Promise<void> {
    await expect(this.page.getByText(en.shell.offline.ready).first()).toBeVisible({ timeout: 60_000 });
  }
}

class LibraryPage {
  constructor(private readonly app: App) {}

  get list(): Locator {
    return this.app.page.getByRole('list', { name: en.library.list });
  }

  /** What the row of a transcribed recording says. */
  readonly doneWord = en.jobs.done;

  item(title: string | RegExp): Locator {
    return this.list.getByRole('listitem').filter({ has: this.app.page.getByRole('link', { name: title }) });
  }

  /** Adds files as the file chooser would. */
  async add(...files: string[]): Promise<void> {
    const button = this.app.page.getByRole('button', {
      name: new RegExp(`^(${en.library.addFiles}|${en.library.chooseFiles})$`),
    });
    const [chooser] = await Promise.all([this.app.page.waitForEvent('filechooser'), button.click()]);
    await chooser.setFiles(files);
  }

  /** Drops files on the page. */
  async drop(...files: string[]): Promise<void> {
    const dropped = await Promise.all(
      files.map(async (file) => ({ name: basename(file), base64: (await readFile(file)).toString('base64') })),
    );
    await this.app.page.evaluate((list) => {
      const dataTransfer = new DataTransfer();
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    }, dropped);
  }

  /** Keeps the take that a crash cut off; the app shows it, and this comes back to the library. */
  async keepRecovered(): Promise<void> {
    const banner = this.app.page.getByRole('region', { name: /^Recovered/ });
    await banner.getByRole('button', { name: en.shell.recovered.keep, exact: true }).click();
    await this.app.recording.ready();
    await this.app.go('library');
    await expect(this.list).toBeVisible();
  }

  async addLink(url: string): Promise<void> {
    await this.app.page.getByRole('button', { name: en.library.addLink }).click();
    const dialog = this.app.page.getByRole('dialog', { name: en.library.link.title });
    await dialog.getByRole('textbox', { name: en.library.link.field }).fill(url);
    await dialog.getByRole('button', { name: en.library.link.fetch }).click();
  }

  async openRecording(title: string | RegExp): Promise<void> {
    await this.list.getByRole('link', { name: title }).click();
    await this.app.recording.ready();
  }

  /** Waits until the recording's row says it is transcribed. Throws at once when it says it failed. */
  waitUntilTranscribed(title: string | RegExp, timeoutMs = 100_000): Promise<void> {
    return this.#waitForRow(title, en.jobs.done, timeoutMs);
  }

  /** Waits until the recording's row says it can be played; for those that are not transcribed when they are added. */
  waitUntilPrepared(title: string | RegExp, timeoutMs = 100_000): Promise<void> {
    return this.#waitForRow(title, en.jobs.prepared, timeoutMs);
  }

  /** Waits until a row says that its sound is being listened to. */
  async waitUntilListening(title: string, timeoutMs = 100_000): Promise<void> {
    const { doing } = en.jobs.step('transcription/recognise');
    await expect(this.item(title).getByText(new RegExp(`^${doing}`))).toBeVisible({ timeout: timeoutMs });
  }

  async #waitForRow(title: string | RegExp, state: string, timeoutMs: number): Promise<void> {
    const row = this.item(title);
    const failure = row.getByRole('paragraph').filter({ hasText: new RegExp(`^\\s*${en.jobs.failed('')}`) });
    await expect(row.getByText(state, { exact: true }).or(failure)).toBeVisible({ timeout: timeoutMs });
    if (await failure.isVisible()) throw new Error((await failure.innerText()).trim());
  }

  /** Chooses an entry of a recording's menu. */
  async act(title: string, action: 'rename' | 'transcribe' | 'bin'): Promise<void> {
    await this.app.page.getByRole('button', { name: en.library.actions(title) }).click();
    await this.app.page.getByRole('menuitem', { name: en.library[action], exact: true }).click();
  }
}

class RecorderPage {
  constructor(private readonly app: App) {}

  get elapsed(): Locator {
    return this.app.page.getByRole('main').getByText(en.recorder.elapsed).locator('..').getByRole('time');
  }

  async open(): Promise<void> {
    await this.app.go('record');
    await expect(this.app.page.getByRole('button', { name: en.recorder.start })).toBeVisible();
  }

  async start(): Promise<void> {
    await this.app.page.getByRole('button', { name: en.recorder.start }).click();
    await expect(this.app.page.getByRole('button', { name: en.recorder.stop })).toBeVisible();
  }

  /** Records for this long, from the first second that is on disk. */
  async record(seconds: number): Promise<void> {
    await this.start();
    await this.app.page.waitForTimeout(seconds * 1000);
    await this.stop();
  }

  /** Waits until the clock shows at least this; gives what it shows then. */
  async waitForElapsed(seconds: number): Promise<number> {
    let shown = 0;
    const read = async () => (shown = secondsOf(await this.elapsed.innerText()));
    await expect.poll(read, { timeout: (seconds + 15) * 1000 }).toBeGreaterThanOrEqual(seconds);
    return shown;
  }

  async stop(): Promise<void> {
    await this.app.page.getByRole('button', { name: en.recorder.stop }).click();
    await expect(this.app.page.getByRole('button', { name: en.recorder.stop })).toHaveCount(0);
  }
}

class RecordingPage {
  constructor(private readonly app: App) {}

  /** Opens a recording by its id, as its address does. */
  async open(id: string): Promise<void> {
    await this.app.open(`recordings/${id}`);
    await this.ready();
  }

  /** Waits for the first words, while the rest is still being heard. */
  async waitUntilWords(timeoutMs: number): Promise<void> {
    const growing = this.app.page.getByRole('region', { name: en.editor.running.draft }).getByText(/\d:\d\d/);
    await expect(growing.or(this.paragraphs).first()).toBeVisible({ timeout: timeoutMs });
  }

  /** Whether the whole text is there. */
  isTranscribed(): Promise<boolean> {
    return this.paragraphs.first().isVisible();
  }

  /** How much of the recording was heard, in seconds; null where the page does not say. */
  async heardSeconds(): Promise<number | null> {
    const progress = this.app.page.getByRole('progressbar', { name: en.editor.running.title });
    const said = await progress.getAttribute('aria-valuetext', { timeout: 1_000 }).catch(() => null);
    const [, done, unit] = /, (\d+) of \d+ (minutes|seconds)/.exec(said ?? '') ?? [];
    return done === undefined ? null : Number(done) * (unit === 'minutes' ? 60 : 1);
  }

  /** Every paragraph, read or edited, in order. */
  get paragraphs(): Locator {
    return this.app.page.getByRole('group', { name: /^Paragraph \d/ });
  }

  get #texts(): Locator {
    const { page } = this.app;
    const editable = page.getByRole('textbox', { name: /^Text of paragraph/ });
    return this.paragraphs.getByRole('paragraph').or(editable);
  }

  get #player(): Locator {
    return this.app.page.getByRole('region', { name: en.editor.player.label });
  }

  async ready(): Promise<void> {
    await expect(this.#player).toBeVisible();
  }

  /** The transcript as it stands on screen, a line a paragraph. */
  async text(): Promise<string> {
    return (await this.#texts.allInnerTexts()).map((text) => text.trim()).join('\n');
  }

  async waitUntilTranscribed(timeoutMs = 100_000): Promise<void> {
    await expect(this.paragraphs.first()).toBeVisible({ timeout: timeoutMs });
  }

  /** Waits until this tab has the recording to itself, and the text can be changed. */
  async waitUntilEditable(): Promise<void> {
    await this.waitUntilTranscribed();
    await expect(this.app.page.getByRole('button', { name: en.editor.edit, exact: true })).toBeEnabled();
  }

  /** Length of the sound, as the player tells it. */
  async durationSeconds(): Promise<number> {
    const position = this.#player.getByText(/^[\d:]+ of [\d:]*[1-9][\d:]*$/);
    return secondsOf((await position.innerText()).split(' of ')[1] ?? '');
  }

  /** Types over the first occurrence of a word, as a person would: into the text, key by key. */
  async replaceWord(word: string, replacement: string): Promise<void> {
    const { page } = this.app;
    await page.getByRole('button', { name: en.editor.edit, exact: true }).click();
    const field = page
      .getByRole('textbox', { name: /^Text of paragraph/ })
      .filter({ hasText: word })
      .first();
    const start = (await field.innerText()).indexOf(word);
    await field.focus();
    await page.keyboard.press('Control+Home');
    for (let index = 0; index < start; index++) await page.keyboard.press('ArrowRight');
    for (let index = 0; index < word.length; index++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.type(replacement);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: en.editor.read, exact: true }).click();
  }

  async waitUntilSaved(): Promise<void> {
    await expect(this.#player.getByText(en.editor.saving.saved, { exact: true })).toBeVisible();
  }

  /** Downloads the original and gives its bytes. */
  async original(): Promise<Buffer> {
    const { page } = this.app;
    const exporting = page.getByRole('button', { name: en.editor.export.open, exact: true });
    const failed = page.getByRole('button', { name: /^Download the audio/ });
    await expect(exporting.or(failed).first()).toBeVisible();
    if (!(await failed.isVisible())) await exporting.click();
    const button = failed.or(page.getByRole('button', { name: en.editor.export.original }));
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    return readFile(await download.path());
  }

  /** Opens the export dialog, chooses a format and gives the file that was made. */
  async export(format: string): Promise<{ fileName: string; text: string }> {
    const { page } = this.app;
    await page.getByRole('button', { name: en.editor.export.open, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: en.editor.export.title });
    await dialog.getByLabel(en.editor.export.format).selectOption(format);
    const button = dialog.getByRole('button', { name: en.editor.export.download, exact: true });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const file = await readDownload(download);
    await page.keyboard.press('Escape');
    return file;
  }
}

/** `1:02:03` as seconds. */
const secondsOf = (clock: string): number => clock.split(':').reduce((total, part) => total * 60 + Number(part), 0);

const readDownload = async (download: Download) => ({
  fileName: download.suggestedFilename(),
  text: await readFile(await download.path(), 'utf8'),
});

class Queue {
  constructor(private readonly app: App) {}

  /** Opens and closes the queue, in the corner of the page. */
  get button(): Locator {
    return this.app.page.getByRole('button', { name: new RegExp(`^${en.jobs.queue}`) });
  }

  async open(): Promise<Locator> {
    await this.button.click();
    return this.app.page.getByRole('dialog', { name: en.jobs.queue });
  }

  /** Takes what is done out of the queue. */
  async clearFinished(): Promise<void> {
    const panel = await this.open();
    await panel.getByRole('button', { name: en.jobs.clearFinished, exact: true }).click();
    await panel.getByRole('button', { name: en.shell.close, exact: true }).click();
  }

  /** The button that stops a job, in the open queue. */
  stopIn(panel: Locator, title: string): Locator {
    return panel.getByRole('button', { name: en.jobs.cancelOne(title) });
  }

  async stop(title: string): Promise<void> {
    await this.stopIn(await this.open(), title).click();
  }

  async retry(title: string): Promise<void> {
    const panel = await this.open();
    await panel.getByRole('button', { name: en.jobs.retryOne(title) }).click();
  }
}

class SettingsPage {
  constructor(private readonly app: App) {}

  async open(): Promise<void> {
    await this.app.go('settings');
    await expect(this.app.page.getByRole('heading', { name: en.settings.title, level: 1 })).toBeVisible();
  }

  get yaml(): Locator {
    return this.app.page.getByRole('textbox', { name: en.settings.yaml.label });
  }

  async applyYaml(text: string): Promise<void> {
    await this.yaml.fill(text);
    await this.app.page.getByRole('button', { name: en.settings.yaml.apply }).click();
  }

  /** Agrees to both questions: to ask the host, and to download what it offers. */
  async downloadModel(name: string): Promise<void> {
    await this.app.page.getByRole('button', { name: en.settings.models.downloadNamed(name) }).click();
    const dialog = this.app.page.getByRole('dialog', { name: en.settings.models.consent.title(name) });
    await dialog.getByRole('button', { name: /^Ask / }).click();
    await dialog.getByRole('button', { name: en.settings.models.consent.agree }).click();
  }

  /** Adds a model from its files; without a name from the one pack that `files` then is. */
  async addModelFromFiles(name: string | null, files: string[]): Promise<void> {
    const { page } = this.app;
    const words = en.settings.models.sideload;
    await page.getByRole('button', { name: words.open }).click();
    const dialog = page.getByRole('dialog', { name: words.title });
    if (name !== null) await dialog.getByLabel(words.which).selectOption({ label: name });
    const choosing = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: words.files }).click();
    await (await choosing).setFiles(files);
    await expect(dialog).toBeHidden({ timeout: 60_000 });
  }
}

class HealthPage {
  constructor(private readonly app: App) {}

  async open(): Promise<void> {
    await this.app.go('health');
    await expect(this.app.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  /** Waits until a part of the app is on the device for use without a network: `media` is the ffmpeg core. */
  async waitUntilStored(part: keyof typeof en.health.offline.parts): Promise<void> {
    const { parts, ready } = en.health.offline;
    const row = this.app.page.getByRole('listitem').filter({ hasText: parts[part] });
    await expect(row.getByText(ready, { exact: true })).toBeVisible({ timeout: 60_000 });
  }

  /** One check by its title. */
  check(title: string): Locator {
    return this.app.page.getByRole('listitem').filter({ hasText: title });
  }
}
