import type { ReactNode } from 'react';
import styles from './States.module.css';

interface SpecimenProps {
  /** What is to be seen on it. */
  caption: string;
  children: ReactNode;
  /** As wide as the gallery, as the panel, or as it likes. */
  width?: 'gallery' | 'panel' | 'wide';
  isCentred?: boolean;
}

/** One part of the app in one state, with a line above it that says which. */
export function Specimen({ caption, children, width = 'gallery', isCentred = false }: SpecimenProps) {
  return (
    <figure className={styles.specimen} data-width={width}>
      <figcaption className={styles.caption}>{caption}</figcaption>
      <div className={styles.box} data-centred={isCentred}>
        {children}
      </div>
    </figure>
  );
}

interface SectionProps {
  id: string;
  title: string;
  /** A sentence under the title. */
  lead?: ReactNode;
  /** Switches that all specimens below follow. */
  controls?: ReactNode;
  children: ReactNode;
}

export function Section({ id, title, lead, controls, children }: SectionProps) {
  return (
    <section id={id} className={styles.section} aria-labelledby={`${id}-title`}>
      <header className={styles.sectionHead}>
        <h2 id={`${id}-title`} className={styles.sectionTitle}>
          {title}
        </h2>
        {lead && <p className={styles.lead}>{lead}</p>}
        {controls}
      </header>
      <div className={styles.specimens}>{children}</div>
    </section>
  );
}
