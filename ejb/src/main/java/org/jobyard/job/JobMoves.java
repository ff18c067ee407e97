package org.jobyard.job;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a job gets from state to state, with its history. Which changes there are is said by {@link Job}. */
@MappedSuperclass
public abstract class JobMoves extends JobColumns {
    @Transient
    private List<HistoryEntry> news = new ArrayList<>();

    /** The one way into another state. */
    void move(JobEvent event, Instant now, String actor, String detail) {
        JobState from = state;
        JobState to = StateMachine.next(from, event).orElseThrow(() -> new IllegalTransitionException(from, event));
        if (to != from) {
            reason = null;
            dueAt = to.isTerminal() ? null : deadline();
        }
        enter(event, to, now, actor, detail);
    }

    /** Has the timer look at it then, or at its deadline if that is sooner; null: at its deadline. */
    void dueBy(Instant at) {
        dueAt = earlier(at, deadline());
    }

    /** The earlier of two times; null is never. */
    static Instant earlier(Instant one, Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** Into its first state, or as {@link #move} has found right. */
    void enter(JobEvent event, JobState to, Instant now, String actor, String detail) {
        JobState from = state;
        state = to;
        historySeq++;
        news.add(new HistoryEntry(id, historySeq, now, event, from, to, attempt, execution.id(), actor, detail));
    }

    /** What happened since this was last called, to be written with the row. */
    public List<HistoryEntry> takeHistory() {
        List<HistoryEntry> taken = news;
        news = new ArrayList<>();
        return taken;
    }
}
