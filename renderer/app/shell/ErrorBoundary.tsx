import { Component, type ReactNode } from 'react';
import { Button } from '../../ui/controls/Button.tsx';
import { EmptyState } from '../../ui/feedback/EmptyState.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly message: string | null;
}

/** Catches a mistake in a screen's code and says so in its place. Operations run in the engine and are not touched. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null };

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <EmptyState
        icon="warning"
        title="Signalbox made a mistake on this screen"
        actions={<Button onClick={() => this.setState({ message: null })}>Show it again</Button>}
      >
        What runs in the engine goes on; nothing was changed by this. Please report: {this.state.message}
      </EmptyState>
    );
  }
}
