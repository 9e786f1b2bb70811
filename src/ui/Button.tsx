import { type ComponentProps, type ReactNode, useContext } from 'react';
import styles from './Button.module.css';
import { TabStop } from './tabStop.ts';

type ButtonProps = ComponentProps<'button'> & {
  /** `primary` for the one thing a screen is for, `plain` for what stands beside it, `quiet` for what stays in the background. */
  variant?: 'primary' | 'plain' | 'quiet';
  size?: 'm' | 's';
  icon?: ReactNode;
};

export function Button({ variant = 'plain', size = 'm', icon, children, className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[variant], styles[size], className].filter(Boolean).join(' ');
  const tabIndex = useContext(TabStop);
  return (
    <button type="button" tabIndex={tabIndex} {...rest} className={classes}>
      {icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'icon' | 'aria-label' | 'title'> & {
  /** Read aloud, and shown as a tooltip. */
  label: string;
  /** The keys that do the same, for the tooltip. */
  keys?: string;
  children: ReactNode;
};

export function IconButton({
  label,
  keys,
  children,
  variant = 'quiet',
  className,
  ...rest
}: IconButtonProps) {
  const classes = [styles.iconOnly, className].filter(Boolean).join(' ');
  return (
    <Button
      {...rest}
      variant={variant}
      className={classes}
      aria-label={label}
      data-tip={label}
      data-keys={keys}
    >
      {children}
    </Button>
  );
}
