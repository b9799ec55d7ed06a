import { notifications } from '@mantine/notifications';
import type { ErrorReport } from '../../../shared/domain/errors.ts';
import { Icon } from '../controls/Icon.tsx';
import classes from './feedback.module.css';

const shownMs = 6000;

/** Says in a corner that something was done. What must not be missed belongs on the screen instead. */
export function notifyDone(title: string, text?: string): void {
  notifications.show({
    title,
    message: text,
    icon: <Icon name="check" />,
    className: classes['done'] ?? '',
    autoClose: shownMs,
  });
}

/** Says in a corner that something failed, until it is closed. `title` is what was tried. */
export function notifyFailed(title: string, error: ErrorReport): void {
  notifications.show({
    title,
    message: `${error.message} (${error.code})`,
    icon: <Icon name="warning" />,
    className: classes['failed'] ?? '',
    autoClose: false,
    role: 'alert',
  });
}
