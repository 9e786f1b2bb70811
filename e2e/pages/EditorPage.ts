import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Point, Side } from '../../src/domain/side.ts';

const SIDE_NAMES: Record<Side, string> = { up: 'Up', right: 'Right', bottom: 'Bottom', left: 'Left' };

const SMALL_PHOTO = fileURLToPath(new URL('../../public/samples/meadow-small.jpg', import.meta.url));

/** The screen on which a source is opened, its frame dragged and a task submitted. */
export class EditorPage {
  readonly page: Page;
  readonly expandButton: Locator;
  readonly prompt: Locator;
  readonly imageCount: Locator;
  /** The size of the frame as it is told to assistive technology, once it rests. */
  readonly frameSize: Locator;
  readonly width: Locator;
  readonly height: Locator;
  /** What the field used last has to say about its entry. */
  readonly note: Locator;
  readonly gauge: Locator;
  /** What opens and closes the sheet of a small screen. */
  readonly grip: Locator;
  readonly draftSwitch: Locator;
  readonly undo: Locator;
  readonly redo: Locator;
  readonly reset: Locator;
  readonly format: Locator;
  readonly anchor: Locator;
  readonly customFormat: Locator;
  /** Stands on the stage while a draft is shown. */
  readonly draftLabel: Locator;
  /** How large a pixel of the source is drawn. */
  readonly zoom: Locator;

  constructor(page: Page) {
    this.page = page;
    this.expandButton = page
      .getByRole('form', { name: 'Expansion' })
      .getByRole('button', { name: /^Expand/ });
    this.prompt = page.getByRole('textbox', { name: 'Prompt' });
    this.imageCount = page.getByRole('textbox', { name: 'Images' });
    this.frameSize = page.getByRole('status', { name: 'Size of the frame' }).getByText(/^\d+ × \d+$/);
    this.width = page.getByRole('textbox', { name: 'Width' });
    this.height = page.getByRole('textbox', { name: 'Height' });
    this.note = page.locator('#frame-note');
    this.gauge = page.getByRole('meter', { name: 'Area' });
    const panel = page.getByRole('form', { name: 'Expansion' });
    this.undo = panel.getByRole('button', { name: 'Undo' });
    this.redo = panel.getByRole('button', { name: 'Redo' });
    this.reset = panel.getByRole('button', { name: 'Reset' });
    this.format = panel.getByRole('combobox', { name: /^Format/ });
    this.anchor = panel.getByRole('button', { name: /^Anchor/ });
    this.customFormat = panel.getByRole('textbox', { name: 'Shape or size' });
    this.grip = page.getByRole('button', { name: /^(Open|Close) the panel/ });
    this.draftSwitch = page.getByRole('checkbox', { name: /^Draft/ });
    this.draftLabel = page.getByText('Draft · built-in engine');
    this.zoom = page.getByRole('button', { name: /^Actual size/ }).getByText(/%$/);
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
  }

  /** Puts the open image away; the empty screen is there. */
  async close(): Promise<void> {
    await this.page.getByRole('button', { name: 'Close the image' }).click();
    await expect(this.page.getByRole('heading', { name: 'Give your image more room' })).toBeVisible();
  }

  async openSample(title: 'Meadow' | 'Dandelions' | 'Doorway'): Promise<void> {
    await this.page.getByRole('button', { name: `Open the sample photo ${title}` }).click();
    await this.stageIsReady();
  }

  /** A photo of 480 × 320 pixels, for stories that are not about its size: finishing and expanding cost by the pixel. */
  async openSmall(): Promise<void> {
    await this.pick(SMALL_PHOTO);
    await this.stageIsReady();
  }

  /** Chooses a file in the picker, whichever of the two open buttons is on the screen. */
  async pick(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  async stageIsReady(): Promise<void> {
    await expect(this.handle('right')).toBeVisible();
  }

  /** The focusable handle of a side. */
  handle(side: Side): Locator {
    return this.page.getByRole('slider', { name: `${SIDE_NAMES[side]} side` });
  }

  field(side: Side): Locator {
    return this.page.getByRole('textbox', { name: SIDE_NAMES[side], exact: true });
  }

  unit(name: 'Pixels' | 'Percent' | 'Ratio'): Locator {
    return this.page.getByRole('radio', { name });
  }

  /** Middle of a side's handle on the page, once it stands still. */
  async handlePoint(side: Side): Promise<Point> {
    const handle = this.handle(side);
    let before = '';
    await expect
      .poll(async () => {
        const now = JSON.stringify(await handle.boundingBox());
        const isStill = now === before;
        before = now;
        return isStill;
      })
      .toBe(true);
    const box = await handle.boundingBox();
    if (!box) throw new Error(`The handle of ${side} is not on the screen.`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Where to take hold of one side, or of the corner of two. */
  async gripPoint(sides: readonly Side[]): Promise<Point> {
    const [first, second] = sides;
    if (!first) throw new Error('No side, no grip.');
    const point = await this.handlePoint(first);
    return second ? { y: point.y, x: (await this.handlePoint(second)).x } : point;
  }

  async stageMiddle(): Promise<Point> {
    const box = await this.page.getByRole('main').boundingBox();
    if (!box) throw new Error('The stage is not on the screen.');
    return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  }

  /** Presses on a side's handle and moves by so many screen pixels, without letting go. */
  async startDrag(side: Side, by: Point): Promise<void> {
    const from = await this.handlePoint(side);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + by.x, from.y + by.y, { steps: 6 });
  }

  async drag(side: Side, by: Point): Promise<void> {
    await this.startDrag(side, by);
    await this.page.mouse.up();
  }

  /** Source pixels that a side adds, as the handle tells assistive technology. */
  async pads(side: Side): Promise<number> {
    return Number(await this.handle(side).getAttribute('aria-valuenow'));
  }

  /** What up, right, bottom and left add. */
  async allPads(): Promise<number[]> {
    return [
      await this.pads('up'),
      await this.pads('right'),
      await this.pads('bottom'),
      await this.pads('left'),
    ];
  }

  /** Opens what holds the fields of the sides and what is seldom switched. */
  async showSides(): Promise<void> {
    const sides = this.page.getByText('Sides and options');
    if (
      !(await this.page
        .locator('details', { has: sides })
        .evaluate((element) => element.hasAttribute('open')))
    )
      await sides.click();
  }

  async typeSide(side: Side, px: number | string): Promise<void> {
    await this.showSides();
    await this.field(side).fill(String(px));
    await this.field(side).press('Enter');
    await this.field(side).blur();
  }

  /** Opens the dialog of several formats. */
  async openPack(): Promise<void> {
    await this.page.getByRole('button', { name: 'Several formats in one go' }).click();
  }

  /** Searches the list of formats and takes the first that is found. */
  async chooseFormat(search: string): Promise<void> {
    await this.format.click();
    await this.page.getByRole('combobox', { name: 'Search formats' }).fill(search);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('dialog', { name: 'Choose a format' })).toBeHidden();
  }

  async typeFormat(text: string): Promise<void> {
    await this.customFormat.fill(text);
    await this.customFormat.press('Enter');
  }
}
