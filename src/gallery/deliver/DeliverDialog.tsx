import { Dialog } from '@base-ui/react/dialog';
import { Download, FolderArchive, Layers, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { deliveryUrl } from '../../api/deliveries.ts';
import { download } from '../../api/download.ts';
import { TYPE_ENDINGS } from '../../domain/delivery.ts';
import { safeFileName } from '../../domain/deliveryName.ts';
import { resultName } from '../../domain/resultName.ts';
import { variantCount } from '../../domain/variantCount.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import dialog from '../../ui/dialog.module.css';
import { tip } from '../../ui/tip.ts';
import { ColourChoice, MetadataSwitch, QualityField, TypeChoice } from './DeliverChoices.tsx';
import styles from './DeliverDialog.module.css';
import { type DeliverySettings, deliveryOf, nameOf, useDeliverySettings } from './deliverySettings.ts';
import { closeDelivery, type DeliveryItem } from './deliveryTarget.ts';
import { ExpectedBytes } from './ExpectedBytes.tsx';
import { NameField } from './NameField.tsx';
import { SizeChoice } from './SizeChoice.tsx';
import { useZip, type ZipState } from './useZip.ts';
import { deliveredEntries, layeredEntries } from './zipEntries.ts';

/** In which size, type, colours and name results are taken away, and how large that is: one as a file, several as a zip. */
export function DeliverDialog({ items }: { items: readonly DeliveryItem[] }) {
  const settings = useDeliverySettings();
  const downloadRef = useRef<HTMLButtonElement>(null);
  /** Takes the focus back, which a key may have left where Tab does not lead. */
  const [opener] = useState(() => document.activeElement);
  const zip = useZip(closeDelivery);
  const [first] = items;
  if (first === undefined) return null;
  const { task, result } = first;
  const isOne = items.length === 1;
  const results = items.map((item) => item.result);
  const hasAlpha = items.some((item) => item.task.source.hasAlpha);
  const delivery = deliveryOf(task, result, settings);
  const name = `${nameOf(task, result, settings)}.${TYPE_ENDINGS[delivery.type]}`;
  const deliver = () => {
    if (!isOne) return void zip.zip(zipNameOf(items), deliveredEntries(items, settings));
    download(deliveryUrl(result.id, delivery, nameOf(task, result, settings)), name);
    closeDelivery();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDelivery()}>
      <Dialog.Portal>
        <Dialog.Popup
          className={styles.dialog}
          initialFocus={downloadRef}
          finalFocus={() => {
            if (!(opener instanceof HTMLElement) || !opener.isConnected || opener.tabIndex >= 0) return true;
            // The dialog would take its first button instead.
            queueMicrotask(() => opener.focus({ preventScroll: true }));
            return false;
          }}
        >
          <header className={dialog.header}>
            <Dialog.Title className={dialog.title}>Deliver</Dialog.Title>
            <span className={styles.which}>{whichLabel(items)}</span>
            <Dialog.Close
              render={
                <IconButton label="Close" keys="Esc">
                  <X aria-hidden />
                </IconButton>
              }
            />
          </header>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (zip.state.kind !== 'zipping') deliver();
            }}
          >
            <div className={styles.choices}>
              <SizeChoice item={first} items={items} chosen={settings.size} />
              <TypeChoice size={delivery} type={delivery.type} hasAlpha={hasAlpha} />
              {delivery.type !== 'png' && <QualityField type={delivery.type} quality={delivery.quality} />}
              <ColourChoice results={results} profile={settings.profile} />
              <MetadataSwitch results={results} metadata={settings.metadata} />
              <NameField pattern={settings.pattern} />
              {isOne && zip.state.kind !== 'zipping' && (
                <OtherWays item={first} settings={settings} zip={zip.zip} />
              )}
              <ZipProblem state={zip.state} />
            </div>
            <footer className={styles.footer}>
              {zip.state.kind === 'zipping' ? (
                <ZipProgress {...zip.state} onCancel={zip.cancel} />
              ) : (
                <>
                  <p className={styles.file}>
                    <span className={styles.fileName}>{isOne ? name : zipNameOf(items)}</span>
                    <ExpectedBytes items={items} settings={settings} />
                  </p>
                  <Button ref={downloadRef} type="submit" variant="primary" icon={<Download aria-hidden />}>
                    Download
                  </Button>
                </>
              )}
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function whichLabel(items: readonly DeliveryItem[]): string {
  const [first] = items;
  if (items.length > 1) return `${items.length} results`;
  if (first === undefined || first.task.results.length < 2) return '';
  return `${first.result.index + 1} of ${variantCount(first.task)}`;
}

/** After the one source that all come from, where they do. */
function zipNameOf(items: readonly DeliveryItem[]): string {
  const names = new Set(items.map(({ task }) => task.sourceName));
  const [only] = names;
  const stem = names.size === 1 && only != null ? safeFileName(only.replace(/\.\w{1,5}$/, '')) : '';
  return `${stem || 'outframe'}_${items.length}-results.zip`;
}

interface OtherWaysProps {
  item: DeliveryItem;
  settings: DeliverySettings;
  zip: ReturnType<typeof useZip>['zip'];
}

/** What else can be taken away from here: all variants the same way, and the result in layers. */
function OtherWays({ item, settings, zip }: OtherWaysProps) {
  const { task, result } = item;
  const all = task.results.map((each) => ({ task, result: each }));
  return (
    <div className={styles.others}>
      {all.length > 1 && (
        <Button
          variant="quiet"
          size="s"
          icon={<FolderArchive aria-hidden />}
          onClick={() => void zip(zipNameOf(all), deliveredEntries(all, settings))}
        >
          All {all.length} as zip
        </Button>
      )}
      <Button
        variant="quiet"
        size="s"
        icon={<Layers aria-hidden />}
        {...tip('The new area alone, with the place of the source transparent, beside the source')}
        onClick={() => void zip(`${resultName(task, result)}_layers.zip`, layeredEntries(item, settings))}
      >
        In layers
      </Button>
    </div>
  );
}

function ZipProgress({ done, all, onCancel }: { done: number; all: number; onCancel: () => void }) {
  return (
    <>
      <p className={styles.file} role="status">
        <span>
          {done} of {all} files
        </span>
        <progress value={done} max={all} aria-label="Files in the zip" />
      </p>
      <Button onClick={onCancel}>Cancel</Button>
    </>
  );
}

/** Which files did not come, or that there is no zip, said once. */
function ZipProblem({ state }: { state: ZipState }) {
  if (state.kind === 'failed') {
    return (
      <p className={styles.problem} role="alert">
        This browser has no room for a zip of that size. Download fewer results at once, or one by one.
      </p>
    );
  }
  if (state.kind !== 'incomplete') return null;
  const { missing, all } = state;
  return (
    <p className={styles.problem} role="alert">
      {missing.length === all
        ? 'None of the files could be fetched. Try again in a moment.'
        : `Saved without ${missing.join(', ')}: ${missing.length === 1 ? 'it' : 'they'} could not be fetched. The other ${all - missing.length} are in the zip.`}
    </p>
  );
}
