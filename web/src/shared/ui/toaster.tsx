import { Toast as Base } from '@base-ui/react/toast';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import X from 'lucide-react/icons/x';
import { useEffect } from 'react';
import { IconButton } from './button';
import { listen, type Saying } from './toast';
import styles from './toast.module.css';

const manager = Base.createToastManager();

function Toasts() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['down', 'right']}>
      <Base.Content className={styles.content}>
        {toast.type === 'problem' ? <CircleAlert size={18} aria-hidden /> : <CircleCheck size={18} aria-hidden />}
        <Base.Title className={styles.title} render={<p />} />
        <Base.Action className={styles.action} />
        <Base.Close render={<IconButton icon={X} label="Dismiss" className={styles.close} />} />
      </Base.Content>
    </Base.Root>
  ));
}

function show({ text, problem, undo }: Saying): void {
  const id: string = manager.add({
    title: text,
    timeout: undo ? times.undo : problem ? times.problem : times.passing,
    ...(problem && { type: 'problem', priority: 'high' }),
    ...(undo && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          manager.close(id);
          undo();
        },
      },
    }),
  });
}

const times = { passing: 4000, undo: 8000, problem: 9000 };

export function Toaster() {
  useEffect(() => listen(show), []);
  return (
    <Base.Provider toastManager={manager} limit={2}>
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
