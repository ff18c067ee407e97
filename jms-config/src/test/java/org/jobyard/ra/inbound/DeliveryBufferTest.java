package org.jobyard.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobyard.ra.message.InboundMessage;
import org.junit.jupiter.api.Test;

class DeliveryBufferTest {
    private final DeliveryBuffer buffer = new DeliveryBuffer();

    @Test
    void handsOutWhatIsThereUpToTheSizeOfABatch() throws Exception {
        Delivery first = delivery();
        Delivery second = delivery();
        Delivery third = delivery();
        buffer.add(first);
        buffer.add(second);
        buffer.add(third);

        assertThat(buffer.take(2)).containsExactly(first, second);
        assertThat(buffer.take(2)).containsExactly(third);
    }

    @Test
    void handsOutSuspectsAloneAndFirst() throws Exception {
        Delivery fresh = delivery();
        Delivery suspect = delivery();
        buffer.add(fresh);
        buffer.addSuspect(suspect);

        assertThat(buffer.take(10)).containsExactly(suspect);
        assertThat(buffer.take(10)).containsExactly(fresh);
    }

    @Test
    void keepsTheOrderOfABatchThatIsPutBack() throws Exception {
        Delivery first = delivery();
        Delivery second = delivery();
        Delivery later = delivery();
        buffer.add(later);
        buffer.putBack(List.of(first, second));

        assertThat(buffer.take(10)).containsExactly(first, second, later);
    }

    @Test
    void handsOutNothingWhileHeldAndEverythingAfter() throws Exception {
        Delivery delivery = delivery();
        buffer.hold(true);
        buffer.add(delivery);
        CompletableFuture<List<Delivery>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return buffer.take(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(taken).isNotDone();
        buffer.hold(false);

        assertThat(taken.get(5, TimeUnit.SECONDS)).containsExactly(delivery);
    }

    @Test
    void letsWaitersGoWhenClosed() throws Exception {
        buffer.close();

        assertThat(buffer.take(1)).isEmpty();
    }

    private static Delivery delivery() throws JMSException {
        InboundMessage message =
                new InboundMessage("q", new Envelope(1, false, "", "q"), new BasicProperties(), new byte[0]);
        return new Delivery(message, message, new AtomicBoolean(true), 0);
    }
}
