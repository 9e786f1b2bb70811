import type { Locator, Page } from '@playwright/test';

interface NamedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The strip of open images. */
export class TrayPage {
  readonly page: Page;
  readonly strip: Locator;
  readonly images: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    const tray = page.getByRole('region', { name: 'Open images' });
    this.strip = tray.getByRole('listbox', { name: 'Open images' });
    this.images = this.strip.getByRole('option');
    this.status = tray.getByRole('status').first();
  }

  image(name: string): Locator {
    return this.strip.getByRole('option', { name: new RegExp(`^${name.replaceAll('.', '[.]')}`) });
  }

  /** Drops files on the window as if they came from a folder's window. */
  async drop(files: readonly NamedFile[]): Promise<void> {
    const sent = files.map(({ name, mimeType, buffer }) => ({
      name,
      type: mimeType,
      base64: buffer.toString('base64'),
    }));
    await this.page.evaluate((dropped) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of dropped) {
        const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        transfer.items.add(new File([raw], name, { type }));
      }
      window.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    }, sent);
  }
}
