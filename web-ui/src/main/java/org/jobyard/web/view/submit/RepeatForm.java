package org.jobyard.web.view.submit;

import java.io.Serializable;
import java.time.LocalDateTime;
import org.jobyard.schedule.MissedPolicy;
import org.jobyard.schedule.OverlapPolicy;

/** What is typed into the part of the form that makes a schedule. */
public class RepeatForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private Repeat repeat = Repeat.ONCE;
    private String times;
    private LocalDateTime endsAt;
    private MissedPolicy missed = MissedPolicy.LAST;
    private String catchUp = "1d";
    private OverlapPolicy overlap = OverlapPolicy.SKIP;

    /** True when it is a schedule. */
    public boolean isSchedule() {
        return repeat != Repeat.ONCE;
    }

    public Repeat getRepeat() {
        return repeat;
    }

    public void setRepeat(Repeat repeat) {
        this.repeat = repeat;
    }

    public String getTimes() {
        return times;
    }

    public void setTimes(String times) {
        this.times = times;
    }

    public LocalDateTime getEndsAt() {
        return endsAt;
    }

    public void setEndsAt(LocalDateTime endsAt) {
        this.endsAt = endsAt;
    }

    public MissedPolicy getMissed() {
        return missed;
    }

    public void setMissed(MissedPolicy missed) {
        this.missed = missed;
    }

    public String getCatchUp() {
        return catchUp;
    }

    public void setCatchUp(String catchUp) {
        this.catchUp = catchUp;
    }

    public OverlapPolicy getOverlap() {
        return overlap;
    }

    public void setOverlap(OverlapPolicy overlap) {
        this.overlap = overlap;
    }
}
