package org.jobyard.web.view.job;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jobyard.control.ChangeStart;
import org.jobyard.platform.ErrorCode;
import org.jobyard.platform.JobyardException;
import org.jobyard.web.security.CurrentCaller;
import org.jobyard.web.view.text.JobIds;

/** The dialog that gives a job another time. */
@Named
@RequestScoped
public class StartForm {

    @Inject
    ChangeStart changeStart;

    @Inject
    CurrentCaller caller;

    @Inject
    JobPage page;

    @Inject
    HttpServletRequest request;

    private LocalDateTime time;
    private String zone = "UTC";

    /** Changes it; what came of it is the page's notice. */
    public void change() {
        Instant startAt = time == null ? null : time.atZone(ZoneId.of(zone)).toInstant();
        page.act(() -> changeStart.change(
                caller.get(),
                JobIds.parse(request.getParameter("id"))
                        .orElseThrow(() -> new JobyardException(ErrorCode.NOT_FOUND, "There is no such job.")),
                startAt));
    }

    public LocalDateTime getTime() {
        return time;
    }

    public void setTime(LocalDateTime time) {
        this.time = time;
    }

    public String getZone() {
        return zone;
    }

    public void setZone(String zone) {
        this.zone = zone;
    }
}
