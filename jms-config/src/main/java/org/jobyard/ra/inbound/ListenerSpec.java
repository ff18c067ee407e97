package org.jobyard.ra.inbound;

import jakarta.jms.MessageListener;
import jakarta.resource.spi.Activation;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobyard.ra.api.BatchMessageListener;

/**
 * The activation properties of a message-driven bean. Either {@code destination} names a queue that exists, or {@code
 * exchange} (with {@code routingKey}) names an exchange to which the adapter binds a queue of its own, which lives as
 * long as the connection: every node hears everything, and misses what is sent while it is away.
 */
@Activation(messageListeners = {MessageListener.class, BatchMessageListener.class})
public class ListenerSpec implements ActivationSpec, Serializable {
    private static final long serialVersionUID = 1L;
    /** Well inside the broker's consumer timeout of 30 minutes. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    @ConfigProperty
    private String destination;

    @ConfigProperty
    private String exchange;

    @ConfigProperty(defaultValue = "")
    private String routingKey = "";

    @ConfigProperty(defaultValue = "1")
    private Integer batchSize = 1;

    @ConfigProperty(defaultValue = "50")
    private Integer longestPause = 50;

    @ConfigProperty(defaultValue = "1")
    private Integer concurrency = 1;

    @ConfigProperty(defaultValue = "0")
    private Integer prefetch = 0;

    @ConfigProperty(defaultValue = "1000,5000,30000,120000")
    private String redeliveryDelays = "1000,5000,30000,120000";

    @ConfigProperty(defaultValue = "256")
    private Integer mostWaiting = 256;

    private transient ResourceAdapter adapter;

    /** Checks all properties; the exception names every wrong one. */
    @Override
    public void validate() throws InvalidPropertyException {
        List<String> errors = new ArrayList<>();
        boolean named = !isBlank(destination);
        if (named == !isBlank(exchange)) {
            errors.add("either destination or exchange must be set");
        }
        requireRange(errors, "batchSize", batchSize, 1, 10_000);
        requireRange(errors, "longestPause", longestPause, 0, 10_000);
        requireRange(errors, "concurrency", concurrency, 1, 256);
        requireRange(errors, "prefetch", prefetch, 0, 50_000);
        requireRange(errors, "mostWaiting", mostWaiting, 1, 10_000);
        try {
            for (Duration delay : delays()) {
                if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
                    errors.add("redeliveryDelays must be 0 to 900000 ms each, not " + delay.toMillis());
                }
            }
        } catch (NumberFormatException e) {
            errors.add("redeliveryDelays must be milliseconds separated by commas, not '" + redeliveryDelays + "'");
        }
        if (!errors.isEmpty()) {
            throw new InvalidPropertyException("activation of " + label() + ": " + String.join("; ", errors));
        }
    }

    private static void requireRange(List<String> errors, String name, Integer value, int least, int most) {
        if (value == null || value < least || value > most) {
            errors.add(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** The delays before each further attempt, in order. */
    List<Duration> delays() {
        return Arrays.stream(redeliveryDelays.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> Duration.ofMillis(Long.parseLong(text)))
                .toList();
    }

    Duration longestPause() {
        return Duration.ofMillis(longestPause);
    }

    /** Unacknowledged deliveries that the broker may have out: those in work, those waiting to be tried again. */
    int window() {
        int working = prefetch > 0 ? prefetch : Math.max(50, 4 * batchSize * concurrency);
        return Math.min(working + mostWaiting, 65_535);
    }

    /** True when the subscription has a queue of its own at an exchange. */
    boolean isFanout() {
        return isBlank(destination);
    }

    /** Name for people: the queue's or the exchange's. */
    String label() {
        return isFanout() ? exchange : destination;
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) {
        adapter = resourceAdapter;
    }

    /** Name of the queue to listen to; it must exist. */
    public String getDestination() {
        return destination;
    }

    /** Name of the queue to listen to; it must exist. */
    public void setDestination(String value) {
        destination = value;
    }

    /** Exchange to listen to through a queue of the node. */
    public String getExchange() {
        return exchange;
    }

    /** Exchange to listen to through a queue of the node. */
    public void setExchange(String value) {
        exchange = value;
    }

    /** Binding key at {@code exchange}; ignored by fanout exchanges. */
    public String getRoutingKey() {
        return routingKey;
    }

    /** Binding key at {@code exchange}; ignored by fanout exchanges. */
    public void setRoutingKey(String value) {
        routingKey = value;
    }

    /** Most messages in one call of a {@link BatchMessageListener}. */
    public Integer getBatchSize() {
        return batchSize;
    }

    /** Most messages in one call of a {@link BatchMessageListener}. */
    public void setBatchSize(Integer value) {
        batchSize = value;
    }

    /** How long messages are gathered for a full batch of a {@link BatchMessageListener}, at most, in milliseconds. */
    public Integer getLongestPause() {
        return longestPause;
    }

    /** How long messages are gathered for a full batch of a {@link BatchMessageListener}, at most, in milliseconds. */
    public void setLongestPause(Integer value) {
        longestPause = value;
    }

    /** Calls at the same time. */
    public Integer getConcurrency() {
        return concurrency;
    }

    /** Calls at the same time. */
    public void setConcurrency(Integer value) {
        concurrency = value;
    }

    /** Deliveries that may wait for a free listener; 0: four batches for each. */
    public Integer getPrefetch() {
        return prefetch;
    }

    /** Deliveries that may wait for a free listener; 0: four batches for each. */
    public void setPrefetch(Integer value) {
        prefetch = value;
    }

    /** Pauses before the second, third ... attempt, in milliseconds, separated by commas. */
    public String getRedeliveryDelays() {
        return redeliveryDelays;
    }

    /** Pauses before the second, third ... attempt, in milliseconds, separated by commas. */
    public void setRedeliveryDelays(String value) {
        redeliveryDelays = value;
    }

    /** Failed messages that may wait for their next attempt; beyond, the oldest become dead letters. */
    public Integer getMostWaiting() {
        return mostWaiting;
    }

    /** Failed messages that may wait for their next attempt; beyond, the oldest become dead letters. */
    public void setMostWaiting(Integer value) {
        mostWaiting = value;
    }
}
