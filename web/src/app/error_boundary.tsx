import LifeBuoy from 'lucide-react/icons/life-buoy';
import { Component, type ReactNode } from 'react';
import { Button } from '@/shared/ui/button';
import { Empty } from '@/shared/ui/states';

/** A page that breaks leaves the rest of the app standing; going elsewhere (`place`) tries anew. */
export class ErrorBoundary extends Component<{ place: string; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate(before: { place: string }): void {
    if (this.state.broken && before.place !== this.props.place) this.setState({ broken: false });
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert">
        <Empty
          heading="h1"
          icon={LifeBuoy}
          title="This page stumbled"
          action={<Button onClick={() => location.reload()}>Reload</Button>}
        >
          Something went wrong while showing it. Reloading usually helps; nothing that was saved is lost.
        </Empty>
      </div>
    );
  }
}
