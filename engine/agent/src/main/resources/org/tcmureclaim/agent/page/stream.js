// What the agent tells by server-sent events. The browser connects again by itself after a restart.
export function listen({ onStatus, onDecision, onNotice, onLink }) {
  const source = new EventSource('/api/v1/events');
  const told = (handler) => (event) => handler(JSON.parse(event.data));
  source.addEventListener('open', () => onLink(true));
  source.addEventListener('error', () => {
    onLink(false);
    // A refusal (too many viewers, say) ends the stream for good; ask again later.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen({ onStatus, onDecision, onNotice, onLink }), 5000);
    }
  });
  source.addEventListener('status', told(onStatus));
  source.addEventListener('decision', told(onDecision));
  source.addEventListener('notice', told(onNotice));
}
