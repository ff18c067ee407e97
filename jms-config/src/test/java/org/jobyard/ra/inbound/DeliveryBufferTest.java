package org.jobyard.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobyard.ra.message.InboundMessage;
import org.junit.jupiter.api.Test;

class DeliveryBufferTest {
    private DeliveryBuffer buffer = new DeliveryBuffer(Duration.ZERO);

    @Test
    void handsOutWhatIsThereUpToTheSizeOfABatch() throws Exception {
        Delivery first = delivery();
        Delivery second = delivery();
        Delivery third = delivery();
        buffer.add(first);
        buffer.add(second);
        buffer.add(third);

        assertThat(take(2)).containsExactly(first, second);
        assertThat(take(2)).containsExactly(third);
    }

    @Test
    void handsOutSuspectsAloneAndFirst() throws Exception {
        Delivery fresh = delivery();
        Delivery suspect = delivery();
        buffer.add(fresh);
        buffer.addSuspect(suspect);

        assertThat(take(10)).containsExactly(suspect);
        assertThat(take(10)).containsExactly(fresh);
    }

    @Test
    void keepsTheOrderOfABatchThatIsPutBack() throws Exception {
        Delivery first = delivery();
        Delivery second = delivery();
        Delivery later = delivery();
        buffer.add(later);
        buffer.putBack(List.of(first, second));

        assertThat(take(10)).containsExactly(first, second, later);
    }

    @Test
    void handsOutNothingWhileHeldAndEverythingAfter() throws Exception {
        Delivery delivery = delivery();
        buffer.hold(true);
        buffer.add(delivery);
        CompletableFuture<List<Delivery>> taken = CompletableFuture.supplyAsync(() -> take(1));

        assertThat(taken).isNotDone();
        buffer.hold(false);

        assertThat(taken.get(5, TimeUnit.SECONDS)).containsExactly(delivery);
    }

    @Test
    void letsWaitersGoWhenClosed() throws Exception {
        buffer.close();

        assertThat(take(1)).isEmpty();
    }

    @Test
    void handsOutLessThanABatchOnlyAfterThePause() throws Exception {
        Delivery second = delivery();
        long begun = takeOneOf(new DeliveryBuffer(Duration.ofMillis(50)));
        buffer.add(second);

        assertThat(take(2)).containsExactly(second);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void quickWorkShortensThePause() throws Exception {
        Delivery second = delivery();
        takeOneOf(new DeliveryBuffer(Duration.ofHours(1)));
        CompletableFuture<List<Delivery>> taken = CompletableFuture.supplyAsync(() -> take(2));
        buffer.add(second);

        buffer.worked(1);

        assertThat(taken.get(5, TimeUnit.SECONDS)).containsExactly(second);
    }

    @Test
    void aFullBatchEndsThePause() throws Exception {
        Delivery second = delivery();
        Delivery third = delivery();
        Delivery fourth = delivery();
        takeOneOf(new DeliveryBuffer(Duration.ofHours(1)));
        CompletableFuture<List<Delivery>> taken = CompletableFuture.supplyAsync(() -> take(2));

        buffer.add(second);
        buffer.add(third);
        buffer.add(fourth);

        assertThat(taken.get(5, TimeUnit.SECONDS)).containsExactly(second, third);
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void aSuspectEndsThePause() throws Exception {
        Delivery suspect = delivery();
        takeOneOf(new DeliveryBuffer(Duration.ofHours(1)));
        CompletableFuture<List<Delivery>> taken = CompletableFuture.supplyAsync(() -> take(2));

        buffer.add(delivery());
        buffer.addSuspect(suspect);

        assertThat(taken.get(5, TimeUnit.SECONDS)).containsExactly(suspect);
    }

    @Test
    void theEndEndsThePause() throws Exception {
        takeOneOf(new DeliveryBuffer(Duration.ofHours(1)));
        buffer.add(delivery());
        CompletableFuture<List<Delivery>> taken = CompletableFuture.supplyAsync(() -> take(2));

        buffer.close();

        assertThat(taken.get(5, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void twoThatAreFreeShareWhatIsMoreThanABatch() throws Exception {
        CompletableFuture<List<Delivery>> one = CompletableFuture.supplyAsync(() -> take(2));
        CompletableFuture<List<Delivery>> other = CompletableFuture.supplyAsync(() -> take(2));
        for (int i = 0; i < 4; i++) {
            buffer.add(delivery());
        }

        int taken = one.get(5, TimeUnit.SECONDS).size()
                + other.get(5, TimeUnit.SECONDS).size();
        assertThat(taken + buffer.size()).isEqualTo(4);
    }

    /** Puts another buffer to the test, one that has just handed out a delivery; returns the time before it did. */
    private long takeOneOf(DeliveryBuffer patient) throws JMSException {
        buffer = patient;
        Delivery first = delivery();
        buffer.add(first);
        long begun = System.nanoTime();
        assertThat(take(2)).containsExactly(first);
        return begun;
    }

    private List<Delivery> take(int most) {
        try {
            return buffer.take(most);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Delivery delivery() throws JMSException {
        InboundMessage message =
                new InboundMessage("q", new Envelope(1, false, "", "q"), new BasicProperties(), new byte[0]);
        return new Delivery(message, message, new AtomicBoolean(true), 0);
    }
}
