package org.jobyard.web.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jobyard.job.JobEvent;
import org.jobyard.job.JobState;
import org.jobyard.job.WaitReason;
import org.jobyard.workers.WorkerState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A new constant of the core needs its words in the console. */
class TextsTest {
    private final Texts texts = new Texts();

    @ParameterizedTest
    @EnumSource
    void eachEventHasWords(JobEvent event) {
        assertThat(texts.event(event.name())).isNotEqualTo(event.name());
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonToWaitHasWords(WaitReason reason) {
        assertThat(texts.reason(reason.name())).isNotEqualTo(reason.name());
    }

    @ParameterizedTest
    @MethodSource
    void eachStateHasAName(String key) {
        assertThat(texts.get(key)).isNotBlank();
    }

    static Stream<String> eachStateHasAName() {
        return Stream.concat(
                Arrays.stream(JobState.values()).map(state -> "state." + state),
                Arrays.stream(WorkerState.values()).map(state -> "worker." + state));
    }
}
