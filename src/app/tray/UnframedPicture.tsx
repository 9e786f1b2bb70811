import styles from './UnframedPicture.module.css';

/** The picture of an image that has no frame, as one that is too small: it is still told from the others. */
export function UnframedPicture({ preview }: { preview: string }) {
  return <img src={preview} alt="" className={styles.picture} />;
}
